const THIN = '\u202f'
const FULL = '\u00a0'

/** Stands for a web or mail address while spaces are set around it; one met in the text itself is put back likewise. */
const STAND_IN = '\ue000'
const LEFT_ALONE = /(?:https?:\/\/|www\.)\S*[^\s;:!?»]|\S+@\S*[^\s;:!?»]|\ue000/g

/**
 * Sets the spaces of French typography: a narrow no-break space before « ; », « ! » and « ? », a no-break space before
 * « : » and inside guillemets, and between a number and its sign or unit (%, €, m²). Ordinary spaces there are replaced;
 * a missing one is added before « ; ! ? » and inside guillemets, and before « : » only where a space follows it, so that
 * hours (18:30) and ratios keep their form. Web and mail addresses are left alone.
 *
 * Applying it twice changes nothing more.
 *
 * @see Lexique des règles typographiques en usage à l'Imprimerie nationale
 * @example frenchSpaces('Quand ? "ici": « oui »')
 */
export function frenchSpaces(text: string): string {
  const leftAlone = (text.match(LEFT_ALONE) ?? []).values()
  return spacedWords(text.replace(LEFT_ALONE, STAND_IN)).replaceAll(STAND_IN, () => leftAlone.next().value ?? '')
}

function spacedWords(words: string): string {
  // Guillemets first: the space that they bring decides whether a colon before them takes one.
  return words
    .replace(/«[ \u00a0\u202f]*/g, `«${FULL}`)
    .replace(/[ \u00a0\u202f]*»/g, `${FULL}»`)
    .replace(/(?<=[^\s!?;«(])[ \u00a0\u202f]*(?=[!?;])/g, THIN)
    .replace(/(?<=[^\s:])[ \u00a0\u202f]+(?=:)|(?<=[\p{L}\p{N}»)\]])(?=:(?:\s|$))/gu, FULL)
    .replace(/(?<=\d)[ \u00a0\u202f]*(?=%)/g, THIN)
    .replace(/(?<=\d) (?=(?:€|m²|m2|km|kWh|h)(?![\p{L}\p{N}]))/gu, FULL)
}
