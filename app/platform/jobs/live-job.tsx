import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'
import { Notice } from '#app/ui/notice.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { m } from '#messages'
import type { JobView } from './job-view.server.ts'

const ASK_EVERY_MS = 3_000

/** A job under way: told by events as it moves, by asking where events do not pass, by reloading where no script runs. */
export function LiveJob({ first, eventsHref }: { first: JobView; eventsHref: string }) {
  const job = useLiveJob(first, eventsHref)
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <Progress
        label={job.stopping ? m.job_stopping() : job.title}
        done={job.done}
        total={job.state === 'waiting' ? null : job.total}
        {...(job.step ? { detail: job.step } : {})}
      />
    </>
  )
}

function useLiveJob(first: JobView, eventsHref: string): JobView {
  const [job, setJob] = useState(first)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    let asking: ReturnType<typeof setInterval> | undefined
    const events = new EventSource(eventsHref)
    events.onmessage = ({ data }) => {
      const view: JobView = JSON.parse(data)
      setJob(view)
      if (view.state === 'waiting' || view.state === 'running') return
      events.close()
      void revalidate()
    }
    events.onerror = () => {
      events.close()
      asking ??= setInterval(() => void revalidate(), ASK_EVERY_MS)
    }
    return () => {
      events.close()
      clearInterval(asking)
    }
  }, [eventsHref, revalidate])
  return job.id === first.id ? job : first
}

/** How a job ended, when it did not end well. */
export function JobEnding({ job }: { job: JobView }) {
  if (job.state === 'cancelled') return <Notice tone="warn">{m.import_cancelled()}</Notice>
  if (job.refusal) return <Notice tone="bad">{job.refusal}</Notice>
  if (job.fault) return <Notice tone="bad">{m.job_fault({ fault: job.fault })}</Notice>
  return null
}
