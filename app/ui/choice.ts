/** One thing that can be chosen in a list. */
export interface Choice {
  value: string
  label: string
  hint?: string
}

/** A link with its words. */
export interface TitledLink {
  href: string
  title: string
}
