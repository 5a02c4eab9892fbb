const TITLES = /^(?:m|mr|mme|mlle|dr|docteur|me|ma[iî]tre|monsieur|madame|cabinet (?:du )?d(?:r|octeur))(?:\.|\s|$)/i

/** Whether a name opens as a person's does: « Dr », « Mme », « Maître ». */
export function opensAsPerson(name: string): boolean {
  return TITLES.test(name.trim())
}
