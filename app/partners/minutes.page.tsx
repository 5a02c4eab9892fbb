import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { formatDate, formatHour, formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/minutes.page.ts'
import { ActionWords, ReplacedWords } from './action-list.tsx'
import { minutesOf, speakOnMinutes } from './minutes.server.ts'
import { askedVersion, type MinutesContent } from './minutes-content.ts'
import { partyOf, wordsOn } from './party.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'
import { Words } from './word-form.tsx'
import { WordInput } from './word-input.ts'
import { ATTENDANCE_WORDS } from './words.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${m.partners_minutes_of({ title: loaderData?.content.title ?? '' })} – Palier` },
]

/** Refused because a newer version came out, the page shows that version. */
export const shouldRevalidate = () => true

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    const asked = askedVersion(args.request.url)
    const { meeting, content, given, versions } = await minutesOf(tx, args.params.meeting, asked)
    const newest = versions[0]?.version
    return {
      convention,
      meetingId: meeting.id,
      content,
      given,
      newest,
      others: versions.filter(({ id }) => id !== given?.id),
      mayWrite: may(tx.actor, 'partners.meeting.write'),
      // A party speaks about what holds: the newest version.
      maySpeak: may(tx.actor, 'partners.speak') && given?.version === newest,
      party: await partyOf(tx),
      ...(given ? await wordsOn(tx, { minutesId: given.id }) : { words: [], standings: [] }),
    }
  })
}

const MinutesWord = WordInput.extend({ version: z.coerce.number().int() })

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, MinutesWord, async (tx, { version, ...word }) => {
    await speakOnMinutes(tx, meeting, version, word)
    return redirect(partnersHref(convention, 'meetings', meeting, 'minutes'), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_word_sent() }),
    })
  })
}

export default function Minutes({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, meetingId, content, given, newest, others, mayWrite } = loaderData
  const isEarlier = given !== null && given.version !== newest
  const href = (...path: string[]) => partnersHref(convention, 'meetings', meetingId, ...path)
  return (
    <Page
      title={m.partners_minutes_of({ title: content.title })}
      lead={m.partners_on_from_until({
        on: formatDate(content.startsAt),
        from: formatHour(new Date(content.startsAt)),
        until: formatHour(new Date(content.endsAt)),
      })}
      action={
        <LinkButton
          to={isEarlier ? `${href('minutes.pdf')}?version=${given.version}` : href('minutes.pdf')}
          kind="primary"
          download
        >
          {m.partners_minutes_pdf()}
        </LinkButton>
      }
    >
      {given ? (
        <p className="soft">
          {m.partners_given_out({ version: String(given.version), by: given.by, at: formatInstant(given.at) })}
        </p>
      ) : (
        <Notice tone="warn">{m.partners_minutes_draft()}</Notice>
      )}
      {isEarlier && (
        <Notice tone="warn">
          {m.partners_minutes_earlier()} <Link to={href('minutes')}>{m.partners_minutes_newest()}</Link>
        </Notice>
      )}
      {mayWrite && (
        <Actions>
          <LinkButton to={href('minutes', 'write')}>{m.partners_minutes_write()}</LinkButton>
        </Actions>
      )}
      <Content content={content} />
      {given && <Words {...loaderData} version={given.version} answer={actionData} />}
      {others.length > 0 && (
        <Section title={m.partners_other_versions()}>
          <ul>
            {others.map(({ id, version, by, at }) => (
              <li key={id}>
                <Link to={`?version=${version}`}>
                  {m.partners_given_out({ version: String(version), by, at: formatInstant(at) })}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

function Content({ content: { people, parts, earlier } }: { content: MinutesContent }) {
  return (
    <>
      <Section title={m.partners_people()}>
        <ul>
          {people.map(({ name, organisation, attendance, substitute }) => (
            <li key={`${name} ${organisation}`}>
              {m.partners_of_organisation({ name, organisation })}
              {attendance !== null && ` – ${ATTENDANCE_WORDS[attendance]()}`}
              {attendance === 'replaced' && substitute && ` (${substitute})`}
            </li>
          ))}
        </ul>
      </Section>
      {parts.map((part, index) => (
        <Section
          key={part.title}
          title={
            part.title === null
              ? m.partners_other_points()
              : m.partners_numbered({ number: String(index + 1), title: part.title })
          }
        >
          {part.said !== '' && <p className="letter">{part.said}</p>}
          {part.decisions.length > 0 && (
            <>
              <h3>{m.partners_decisions()}</h3>
              <ul>
                {part.decisions.map(({ said, replaces }) => (
                  <li key={said}>
                    {said} <ReplacedWords replaces={replaces} />
                  </li>
                ))}
              </ul>
            </>
          )}
          <GivenActions title={m.partners_actions()} actions={part.actions} />
        </Section>
      ))}
      {earlier.length > 0 && (
        <Section title={m.partners_earlier_actions()}>
          <GivenActions actions={earlier} />
        </Section>
      )}
    </>
  )
}

function GivenActions({ title, actions }: { title?: string; actions: MinutesContent['earlier'] }) {
  if (actions.length === 0) return null
  return (
    <>
      {title && <h3>{title}</h3>}
      <ul>
        {actions.map((action) => (
          <li key={`${action.said} ${action.dueOn}`}>
            <ActionWords {...action} /> <ReplacedWords replaces={action.replaces} />
          </li>
        ))}
      </ul>
    </>
  )
}
