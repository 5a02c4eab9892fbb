import { frenchSpaces } from '../french/spaces.ts'

/** What is never prose: web and mail addresses, and the fields of a template. */
const LEFT_ALONE = /https?:\/\/\S+|www\.\S+|\S+@\S+|\{[^}]*\}/g
const STAND_IN = '\ue001'

/** First letters that French accents in capitals too, where the bare form is no other word. */
const ACCENTED =
  /(?<!\p{L})E(?=(?:tat|tats|cole|coles|tage|tages|lectricit|quipe|v[ée]nement|change|coute|tude|glise|nergie|t[ée])(?:\p{L}*)(?!\p{L}))/gu

/**
 * A text as a French printer would set it: spaces (see `frenchSpaces`), apostrophe « ’ », guillemets, ellipsis, 2e for 2ème,
 * 18 h 30 for 18h30, M. for Mr, accents on the capitals of a few frequent words. Web and mail addresses and the fields of
 * a template (`{nom}`) are left alone; an hour written 18:30 too.
 *
 * Applying it twice changes nothing more.
 *
 * @see Lexique des règles typographiques en usage à l'Imprimerie nationale
 * @example frenchTypography("L'Ecole ouvre a 18h30...") // 'L’École ouvre a 18 h 30…', with no-break spaces around h
 */
export function frenchTypography(text: string): string {
  const kept = (text.match(LEFT_ALONE) ?? []).values()
  const prose = text
    .replaceAll(STAND_IN, '')
    .replace(LEFT_ALONE, STAND_IN)
    .replace(/(?<=\p{L})'(?=[\p{L}\ue001«])/gu, '’')
    .replace(/(?<!\.)\.{3}(?!\.)/g, '…')
    .replace(/"([^"«»\n]+)"/g, '«$1»')
    .replace(/(?<=\d)(?:i?[èe]me)(s?)(?!\p{L})/gu, 'e$1')
    .replace(/(?<!\p{L})1(?:ère|ere|ère)(?!\p{L})/gu, '1re')
    .replace(/(?<![\d:])(\d{1,2})[ \u00a0]?[hH][ \u00a0]?(\d{2})(?!\d)/g, '$1\u00a0h\u00a0$2')
    .replace(/(?<![\d:])(\d{1,2})[ \u00a0]?h(?![\p{L}\d])/gu, '$1\u00a0h')
    .replace(/(?<!\p{L})Mr\.?(?=[ \u00a0]\p{Lu})/gu, 'M.')
    .replace(ACCENTED, 'É')
  return frenchSpaces(prose).replaceAll(STAND_IN, () => kept.next().value ?? '')
}
