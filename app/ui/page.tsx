import type { ReactNode } from 'react'

interface PageProps {
  title: string
  lead?: ReactNode
  /** The one thing that this page is for. */
  action?: ReactNode
  children?: ReactNode
}

/** What every page stands in: its title, a sentence, its one primary action, its sections. */
export function Page({ title, lead, action, children }: PageProps) {
  return (
    <article className="page">
      <header>
        <div>
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {action && <div className="actions">{action}</div>}
      </header>
      {children}
    </article>
  )
}

interface SectionProps {
  title: string
  /** A short act on the whole part. */
  act?: ReactNode
  children: ReactNode
}

/** A part of a page under its own heading. */
export function Section({ title, act, children }: SectionProps) {
  const heading = <h2>{title}</h2>
  return (
    <section className="section">
      {act ? (
        <div className="beside">
          {heading}
          {act}
        </div>
      ) : (
        heading
      )}
      {children}
    </section>
  )
}
