/** Whether all have said yes; nobody to say it is no agreement. */
export function isAgreed(standings: readonly { kind: string | null }[]): boolean {
  return standings.length > 0 && standings.every(({ kind }) => kind === 'approval')
}
