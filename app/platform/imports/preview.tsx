import { Notice } from '#app/ui/notice.tsx'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { ImportView } from './view.server.ts'

/** The first lines as they are read: wrong accents and shifted columns are seen at once. */
export function Preview({ reading }: { reading: NonNullable<ImportView['reading']> }) {
  return (
    <Section title={m.import_preview_title()}>
      {reading.warnings.map((warning) => (
        <Notice key={`${warning.code}-${warning.line}`}>{warning.message}</Notice>
      ))}
      <section className="table-scroll" aria-label={m.import_preview_caption()}>
        <table className="table">
          <caption className="unseen">{m.import_preview_caption()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.import_line()}</th>
              {named(reading.header).map(({ id, name }) => (
                <th scope="col" key={id}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reading.lines.map(({ line, cells }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {named(cells).map(({ id, name }) => (
                  <td key={id}>{name}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}

/** Columns have no name of their own to be told apart by: two may be called the same. */
function named(texts: readonly string[]) {
  return texts.map((name, at) => ({ id: `column-${at}`, name }))
}
