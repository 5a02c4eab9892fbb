import { Link } from 'react-router'
import { importsHref } from '#app/platform/imports/words.ts'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { filesOf } from './files.server.ts'

type Files = Awaited<ReturnType<typeof filesOf>>

/** What is there, what is missing and where it is found; what came in keeps its file, its hash and who brought it. */
export function FileList({ convention, files }: { convention: string; files: Files }) {
  const missing = files.filter(({ there }) => !there)
  const there = files.filter((file) => file.there)
  return (
    <>
      {missing.length > 0 && (
        <Section title={m.territory_files_missing()}>
          <ul className="plain stack">
            {missing.map((file) => (
              <li key={file.id}>
                <strong>{file.title}</strong>{' '}
                {file.need === 'essential' && <State tone="warn">{m.territory_need_essential()}</State>}
                <p>{file.serves}</p>
                <p className="small soft">
                  {m.territory_where({ producer: file.producer, page: file.page, licence: file.licence })}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {there.length > 0 && (
        <Section title={m.territory_files_there()}>
          <ul className="plain stack">
            {there.map((file) => (
              <li key={file.id}>
                <strong>{file.title}</strong> <State tone="good">{m.territory_loaded()}</State>
                <Editions convention={convention} editions={file.editions} />
                <p className="small soft">{m.territory_terms({ producer: file.producer, licence: file.licence })}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Editions({ convention, editions }: { convention: string; editions: Files[number]['editions'] }) {
  return (
    <ul>
      {editions.map(({ id, vintage, fileName, sha256, invented, loadedAt, loadedBy, importId }) => (
        <li key={id}>
          <Link to={importsHref(convention, importId)}>
            <code>{fileName}</code>
          </Link>{' '}
          {vintage} {invented && <State tone="warn">{m.territory_invented()}</State>}
          <br />
          <small className="soft">
            {m.territory_provenance({ on: formatInstant(loadedAt), by: loadedBy, hash: sha256.slice(0, 12) })}
          </small>
        </li>
      ))}
    </ul>
  )
}
