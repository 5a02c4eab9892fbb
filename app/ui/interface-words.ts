import { getLocale } from '#messages/runtime.js'

/** Sample words of the `/interface` page: they are shown to nobody else, so they stay out of the catalogues. */
export function word(french: string, english: string): string {
  return getLocale() === 'fr' ? french : english
}
