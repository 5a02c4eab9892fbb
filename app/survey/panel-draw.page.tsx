import { redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { cancelJob } from '#app/platform/jobs.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Section } from '#app/ui/page.tsx'
import { Stepper } from '#app/ui/stepper.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel-draw.page.ts'
import { answerNumber, enterNumber, lotteryOf, numbersOf, openDraw, SOURCES } from './draw.server.ts'
import { ComputeStep, ConfirmStep, DrawnStep, NumberStep, OpenStep, SealStep } from './draw-steps.tsx'
import { framed } from './frame.server.ts'
import { askLottery, lotteryJobOf } from './panel.job.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelOf, type Stage } from './panels.server.ts'
import { sealOf, sealPanel } from './seal.server.ts'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_tab_draw()} · ${loaderData?.frame.name ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const panel = await panelOf(tx, args.params.panel)
    const [seal, lottery, job] = [
      await sealOf(tx, panel.id),
      await lotteryOf(tx, panel.id),
      await lotteryJobOf(tx, panel.id),
    ]
    return {
      frame: framed(tx, panel),
      verifyHref: `/verify/${panel.publicToken}`,
      mayDraw: may(tx.actor, 'survey.panel.draw'),
      mayConfirm: may(tx.actor, 'survey.panel.confirm'),
      own: tx.actor.memberId,
      seal: seal && { ...seal, sealed_at: seal.sealed_at.toISOString() },
      lottery: lottery && { sha256: lottery.sha256, seconds: lottery.seconds, at: lottery.computed_at.toISOString() },
      job: job && { id: job.id, state: job.state, step: job.step, done: job.done, total: job.total, fault: job.fault },
      numbers: (await numbersOf(tx, panel.id)).map((number) => ({
        ...number,
        entered_at: number.entered_at.toISOString(),
        answered_at: number.answered_at?.toISOString() ?? null,
      })),
    }
  })
}

export type DrawFacts = Route.ComponentProps['loaderData']

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('seal') }),
  z.object({ intent: z.literal('compute') }),
  z.object({ intent: z.literal('cancel'), job: z.string() }),
  z.object({
    intent: z.literal('number'),
    number: z.string().refine((text) => /^\d{3}$/.test(text.trim()), { params: { code: 'survey.three-digits' } }),
    source: z.enum(SOURCES),
    reference: z.string().trim().min(3).max(200),
  }),
  z.object({ intent: z.enum(['confirmed', 'wrong', 'alone']), number: z.uuid() }),
  z.object({ intent: z.literal('open') }),
])

export async function action(args: Route.ActionArgs) {
  return submit(args, Press, async (tx, press) => {
    await follow(tx, args.params.panel, press)
    return redirect(`/c/${args.params.convention}/survey/panel/${args.params.panel}/draw`)
  })
}

async function follow(tx: ActorTx, panelId: string, press: z.infer<typeof Press>): Promise<void> {
  switch (press.intent) {
    case 'seal':
      return sealPanel(tx, panelId)
    case 'compute':
      return void (await askLottery(tx, panelId))
    case 'cancel':
      return cancelOwn(tx, panelId, press.job)
    case 'number':
      return enterNumber(tx, panelId, { ...press, value: Number(press.number) })
    case 'open':
      return openDraw(tx, panelId)
    default:
      return answerNumber(tx, panelId, press.number, press.intent)
  }
}

async function cancelOwn(tx: ActorTx, panelId: string, jobId: string): Promise<void> {
  const running = await lotteryJobOf(tx, panelId)
  if (running?.id !== jobId) throw new Refusal('platform.not-found', { status: 404 })
  await cancelJob(tx, jobId)
}

const STEP_OF: Record<Stage, number> = { draft: 1, sealed: 2, computed: 3, numbered: 4, confirmed: 5, drawn: 5 }

export default function PanelDraw({ loaderData, actionData }: Route.ComponentProps) {
  const { stage } = loaderData.frame
  const words = [
    m.survey_step_seal(),
    m.survey_step_compute(),
    m.survey_step_number(),
    m.survey_step_confirm(),
    m.survey_step_open(),
  ]
  return (
    <PanelFrame panel={loaderData.frame} help={m.survey_draw_help()}>
      {stage !== 'drawn' && <Stepper steps={words} current={STEP_OF[stage]} />}
      <Section title={stage === 'drawn' ? m.survey_drawn_title() : (words[STEP_OF[stage] - 1] ?? '')}>
        {stage === 'draft' && <SealStep facts={loaderData} answer={actionData} />}
        {stage === 'sealed' && <ComputeStep facts={loaderData} answer={actionData} />}
        {stage === 'computed' && <NumberStep facts={loaderData} answer={actionData} />}
        {stage === 'numbered' && <ConfirmStep facts={loaderData} answer={actionData} />}
        {stage === 'confirmed' && <OpenStep facts={loaderData} answer={actionData} />}
        {stage === 'drawn' && <DrawnStep facts={loaderData} />}
      </Section>
    </PanelFrame>
  )
}
