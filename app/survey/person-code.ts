const LENGTH = 6

/** The beginning of a pseudonym: enough to tell the people of a panel apart, on paper and in a form of another program. */
export function personCode(pseudonym: string): string {
  return pseudonym.slice(0, LENGTH)
}
