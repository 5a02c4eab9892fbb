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

/** A part of a page under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
