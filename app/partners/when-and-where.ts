import { formatDate, formatHour } from '#app/ui/format.ts'
import { m } from '#messages'

/** The first facts of a meeting, for its page and for the letter's. */
export function whenAndWhere({ startsAt, endsAt, place }: { startsAt: string; endsAt: string; place: string }) {
  return [
    {
      term: m.partners_when(),
      value: m.partners_on_from_until({
        on: formatDate(startsAt),
        from: formatHour(new Date(startsAt)),
        until: formatHour(new Date(endsAt)),
      }),
    },
    { term: m.partners_place(), value: place },
  ]
}
