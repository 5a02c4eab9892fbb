import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { ChangedText } from '#app/ui/changed-text.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { diffWords, type Piece } from '#packages/word-diff/diff-words.ts'
import type { Route } from './+types/objective.page.ts'
import { dropObjective, type Version, versionsOf } from './objectives.server.ts'
import { partyOf, speak, wordsOn } from './party.server.ts'
import { isAgreed } from './party.ts'
import { objectivesTrail, partnersHref } from './trail.ts'
import { Words } from './word-form.tsx'
import { WordInput } from './word-input.ts'

export const handle = { trail: objectivesTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.newest.title ?? ''} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, objective } = args.params
  const asked = Number(new URL(args.request.url).searchParams.get('with'))
  return read(args, async (tx) => {
    const [newest, ...older] = await versionsOf(tx, objective)
    const compared = older.find(({ number }) => number === asked)
    return {
      convention,
      objective,
      newest,
      older: older.map(({ number, by, at }) => ({ number, by, at })),
      changes: compared ? changesBetween(compared, newest) : null,
      mayWrite: may(tx.actor, 'partners.objective.write'),
      maySpeak: may(tx.actor, 'partners.speak'),
      party: await partyOf(tx),
      ...(await wordsOn(tx, { versionId: newest.id })),
    }
  })
}

function changesBetween(before: Version, after: Version) {
  return {
    from: before.number,
    parts: [
      { what: m.partners_objective_title(), pieces: diffWords(before.title, after.title) },
      { what: m.partners_objective_said(), pieces: diffWords(before.said, after.said) },
      { what: m.partners_objective_measure(), pieces: diffWords(before.measure, after.measure) },
    ],
  }
}

const Change = z.discriminatedUnion('intent', [
  WordInput.extend({ version: z.coerce.number().int() }),
  z.object({ intent: z.literal('drop') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, objective } = args.params
  return submit(args, Change, async (tx, change) => {
    if (change.intent === 'drop') {
      await dropObjective(tx, objective)
      return redirect(partnersHref(convention, 'objectives'), {
        headers: await flashHeaders({ tone: 'good', message: m.partners_objective_dropped() }),
      })
    }
    must(tx.actor, 'partners.speak')
    const [newest] = await versionsOf(tx, objective)
    // A party's yes is to the words it read, not to those that came meanwhile.
    if (newest.number !== change.version) throw new Refusal('partners.reworded-meanwhile')
    await speak(tx, { versionId: newest.id }, change)
    return redirect(partnersHref(convention, 'objectives', objective), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_word_sent() }),
    })
  })
}

export default function ObjectivePage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, objective, newest, older, changes, mayWrite, standings } = loaderData
  return (
    <Page
      title={newest.title}
      lead={m.partners_version_by({ version: String(newest.number), by: newest.by, at: formatInstant(newest.at) })}
      action={
        mayWrite && (
          <LinkButton to={partnersHref(convention, 'objectives', objective, 'reword')}>
            {m.partners_objective_reword()}
          </LinkButton>
        )
      }
    >
      <p>
        <State tone={isAgreed(standings) ? 'good' : 'warn'}>
          {isAgreed(standings) ? m.partners_agreed() : m.partners_in_discussion()}
        </State>
      </p>
      <Section title={m.partners_objective_said()}>
        <p className="letter">{newest.said}</p>
      </Section>
      {newest.measure && (
        <Section title={m.partners_objective_measure()}>
          <p className="letter">{newest.measure}</p>
        </Section>
      )}
      {changes && (
        <Section title={m.partners_changes_since({ version: String(changes.from) })}>
          {changes.parts.map(({ what, pieces }) => (
            <Changes key={what} what={what} pieces={pieces} />
          ))}
        </Section>
      )}
      {older.length > 0 && (
        <Section title={m.partners_versions()}>
          <ul>
            {older.map(({ number, by, at }) => (
              <li key={number}>
                <Link to={`?with=${number}`} preventScrollReset>
                  {m.partners_compare_with({ version: String(number) })}
                </Link>{' '}
                <small className="soft">
                  {m.partners_version_by({ version: String(number), by, at: formatInstant(at) })}
                </small>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Words {...loaderData} version={newest.number} answer={actionData} />
      {mayWrite && (
        <details>
          <summary>{m.partners_objective_drop()}</summary>
          <Form intent="drop">
            <p>{m.partners_objective_drop_consequence()}</p>
            <SubmitButton kind="danger">{m.partners_objective_drop()}</SubmitButton>
          </Form>
        </details>
      )}
    </Page>
  )
}

function Changes({ what, pieces }: { what: string; pieces: Piece[] }) {
  if (pieces.every(({ kind }) => kind === 'same')) return null
  return (
    <>
      <h3>{what}</h3>
      <p className="letter">
        <ChangedText pieces={pieces} />
      </p>
    </>
  )
}
