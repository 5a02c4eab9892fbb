import { data, Link } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { textOf } from '#app/ui/form-answer.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { Search } from '#app/ui/search.tsx'
import { m } from '#messages'
import { CHANNELS } from '../legal-kinds.ts'
import { mobilisationHref, mobilisationTrail } from '../trail.ts'
import type { Route } from './+types/consents.page.ts'
import { consentCounts, consentingPersons, holdersNamed } from './consents.server.ts'
import { CHANNEL_WORDS } from './words.ts'

export const handle = { trail: mobilisationTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_consents()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const page = pageNumber(args.url.searchParams)
  return read(args, async (tx) => ({
    here: mobilisationHref(args.params.convention, 'consents'),
    page,
    counts: await consentCounts(tx),
    ...(await consentingPersons(tx, page)),
  }))
}

const Sought = z.object({ q: z.string().trim().max(100).default('') })

export function action(args: Route.ActionArgs) {
  return submit(args, Sought, async (tx, { q }) =>
    data({ refusal: [], values: { q }, found: await holdersNamed(tx, q) }),
  )
}

export default function Consents({ loaderData, actionData }: Route.ComponentProps) {
  const { here, counts, persons, page, pages } = loaderData
  const words = textOf(actionData, 'q')
  const found = actionData && 'found' in actionData ? actionData.found : []
  return (
    <Page title={m.mobilisation_consents()} lead={m.mobilisation_consents_lead()}>
      <Search
        action={here}
        label={m.mobilisation_consent_search()}
        hint={m.mobilisation_consent_search_hint()}
        value={words}
        method="post"
      />
      <p role="status">{words && m.mobilisation_consent_found({ count: found.length })}</p>
      {found.length > 0 && <People here={here} people={found} />}
      <Section title={m.mobilisation_consents_given()}>
        <p>
          {CHANNELS.map((channel) =>
            m.mobilisation_consent_count({ channel: CHANNEL_WORDS[channel](), count: counts[channel] }),
          ).join(' ')}
        </p>
        {persons.length === 0 ? (
          <EmptyState title={m.mobilisation_consents_empty()}>{m.mobilisation_consents_empty_next()}</EmptyState>
        ) : (
          <People here={here} people={persons} />
        )}
        <Pagination page={page} pages={pages} hrefOf={(number) => `${here}?page=${number}`} />
      </Section>
    </Page>
  )
}

type Listed = Route.ComponentProps['loaderData']['persons'][number]

function People({ here, people }: { here: string; people: (Omit<Listed, 'channels'> & Partial<Listed>)[] }) {
  return (
    <ul className="plain found">
      {people.map(({ id, name, residence, channels = [] }) => (
        <li key={id}>
          <Link to={`${here}/${id}`}>{name || m.mobilisation_consent_nameless()}</Link>
          <span className="soft">
            {[residence, ...channels.map((channel) => CHANNEL_WORDS[channel]())].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
