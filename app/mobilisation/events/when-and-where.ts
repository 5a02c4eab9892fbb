import { formatHour } from '#app/ui/format.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import { longDate } from '#packages/french/amounts.ts'

interface When {
  startsAt: string
  endsAt: string
}

/** The first facts of an event, for tenants and for the team. */
export function whenAndWhere({ place, ...when }: When & { place: string }) {
  return [
    { term: m.mobilisation_event_when(), value: whenWords(when) },
    { term: m.mobilisation_event_place(), value: place },
  ]
}

/** Day of the week, date and hours, in the reader's language or in that of a letter. */
export function whenWords({ startsAt, endsAt }: When, locale: 'fr' | 'en' = getLocale()): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  const words = { on: dayWords(start, locale), from: formatHour(start, locale), until: formatHour(end, locale) }
  return m.mobilisation_event_from_until(words, { locale })
}

function dayWords(date: Date, locale: 'fr' | 'en'): string {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'Europe/Paris' }).format(date)
  const day =
    locale === 'fr'
      ? longDate(date)
      : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(date)
  return `${weekday} ${day}`
}
