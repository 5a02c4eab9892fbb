import { formatValue } from '#app/ui/format.ts'
import { m } from '#messages'
import { cautionWord } from './caution-words.ts'
import { areaWord } from './indicator-words.ts'
import type { ShownValue } from './indicators.server.ts'

/** A value in a table, with whose it is when asked, and what must be said with it. */
export function ValueCell({ value, named = false }: { value: ShownValue | null | undefined; named?: boolean }) {
  if (!value) return '–'
  const { measure, area, withheld, cautions } = value
  const told = cautions.filter((caution) => caution !== 'complementary-sample')
  return (
    <>
      {measure.value === null ? (
        <abbr className="soft" title={withheld ?? ''}>
          {m.ui_not_published()}
        </abbr>
      ) : (
        formatValue(measure.value, measure.unit)
      )}
      {told.length > 0 && (
        <abbr className="soft" title={told.map(cautionWord).join(' ')}>
          *
        </abbr>
      )}
      {named && (
        <>
          <br />
          <small className="soft">{areaWord(area)}</small>
        </>
      )}
    </>
  )
}

/** What the mark means, under every table that may hold one. */
export function CautionNote() {
  return <p className="small soft">{m.territory_caution_mark()}</p>
}
