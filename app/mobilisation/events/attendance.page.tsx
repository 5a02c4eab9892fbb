import { randomUUID } from 'node:crypto'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/attendance.page.ts'
import { doorListOf, notePresent, presentAt, residencesAtTheDoor } from './attendance.server.ts'
import { MOST_PRESENT, type Present } from './door-act.ts'
import { type Door, newId, useDoor } from './door-log.ts'
import { eventOf } from './events.server.ts'
import { eventHref, eventTrail } from './trail.ts'

export const handle = { trail: eventTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_attendance()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, event: id } = args.params
  return read(args, async (tx) => ({
    here: eventHref(convention, id, 'attendance'),
    event: await eventOf(tx, id),
    people: await doorListOf(tx, id),
    first: await presentAt(tx, id),
    residences: await residencesAtTheDoor(tx),
    greetsAll: may(tx.actor, 'mobilisation.registration.read'),
    group: randomUUID(),
  }))
}

const Press = z
  .object({
    subject: z.uuid(),
    kind: z.enum(['registered', 'walk-in']),
    people: z.coerce.number().int().min(0).max(MOST_PRESENT),
    residence: z.union([z.literal('elsewhere'), z.uuid()]),
  })
  .transform(({ residence, ...rest }) => ({ ...rest, residenceId: residence === 'elsewhere' ? null : residence }))

/** Without scripts each press is a form of its own. */
export function action(args: Route.ActionArgs) {
  const { convention, event } = args.params
  return submit(args, Press, async (tx, press) => {
    await notePresent(tx, event, press)
    return redirect(eventHref(convention, event, 'attendance'))
  })
}

type Loaded = Route.ComponentProps['loaderData']

export default function Attendance({ loaderData, actionData }: Route.ComponentProps) {
  const { here, event, people, first, residences, greetsAll, group } = loaderData
  const door = useDoor(event.id, first, `${here}/acts`)
  const [sought, setSought] = useState('')
  const there = door.present.reduce((sum, one) => sum + one.people, 0)
  const shown = people.filter(({ firstName }) => plain(firstName).startsWith(plain(sought.trim())))
  return (
    <Page title={m.mobilisation_attendance()} lead={event.title}>
      <div className="standing" aria-live="polite">
        <p>
          <strong>{m.mobilisation_there_are({ count: there })}</strong> <Sending door={door} />
        </p>
      </div>
      {actionData && <Notice tone="bad">{actionData.refusal[0]?.message}</Notice>}
      <Section title={m.mobilisation_registered_people()}>
        {people.length === 0 ? (
          <EmptyState title={m.mobilisation_door_nobody()}>{m.mobilisation_door_nobody_next()}</EmptyState>
        ) : (
          <>
            <div className="field">
              <label htmlFor="sought">{m.mobilisation_door_search()}</label>
              <input
                id="sought"
                className="input"
                type="search"
                autoComplete="off"
                value={sought}
                onChange={(change) => setSought(change.target.value)}
              />
            </div>
            <ul className="found">
              {shown.map((person) => (
                <Registered key={person.id} person={person} door={door} />
              ))}
            </ul>
          </>
        )}
      </Section>
      <Section title={m.mobilisation_without_registration()}>
        <WalkIn residences={residences} greetsAll={greetsAll} group={group} door={door} />
        <Groups residences={residences} door={door} />
      </Section>
    </Page>
  )
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Where what was noted is: on this phone, or on the server. */
function Sending({ door: { waiting, aside, network } }: { door: Door }) {
  if (aside > 0) return <State tone="bad">{m.mobilisation_door_aside({ count: aside })}</State>
  if (waiting > 0 && network === 'signed-out')
    return (
      <>
        <State tone="warn">{m.mobilisation_door_waiting({ count: waiting })}</State>{' '}
        <Link to="/sign-in" reloadDocument>
          {m.mobilisation_door_sign_in()}
        </Link>
      </>
    )
  if (waiting > 0) return <State tone="warn">{m.mobilisation_door_waiting({ count: waiting })}</State>
  if (network === 'away') return <State tone="warn">{m.mobilisation_door_offline()}</State>
  return network === 'fine' ? <State tone="good">{m.mobilisation_door_sent()}</State> : null
}

function Registered({ person, door }: { person: Loaded['people'][number]; door: Door }) {
  const { id, firstName, residence, residenceId, people, seated } = person
  const there = door.present.find(({ subject }) => subject === id)?.people ?? 0
  return (
    <li>
      <div>
        <strong>{firstName}</strong> <span className="soft">{residence ?? m.mobilisation_elsewhere()}</span>{' '}
        {!seated && <State tone="warn">{m.mobilisation_waits()}</State>}
        {there > 0 && <State tone="good">{m.mobilisation_present({ count: there })}</State>}
      </div>
      <Note door={door} what={{ subject: id, kind: 'registered', residenceId }} layout="line">
        {there > 0 ? (
          <>
            <input type="hidden" name="people" value="0" />
            <Button type="submit" kind="quiet">
              {m.mobilisation_take_back()}
              <span className="unseen"> {firstName}</span>
            </Button>
          </>
        ) : (
          <>
            <HowMany first={people} label={m.mobilisation_how_many_of({ name: firstName })} hidden />
            <Button type="submit" kind="primary">
              {m.mobilisation_arrived()}
              <span className="unseen"> {firstName}</span>
            </Button>
          </>
        )}
      </Note>
    </li>
  )
}

/** A form that a script writes down on the phone, and that goes by itself where there is no script. */
function Note(props: {
  door: Door
  what: Omit<Present, 'people'>
  children: ReactNode
  onNoted?: () => void
  layout?: 'line'
}) {
  const { door, what, children, onNoted, layout } = props
  const submit = (press: FormEvent<HTMLFormElement>) => {
    const form = new FormData(press.currentTarget)
    const people = Number(form.get('people'))
    const residence = form.get('residence')
    if (!Number.isInteger(people) || people < 0 || people > MOST_PRESENT || residence === '') return
    const residenceId = typeof residence === 'string' && residence !== 'elsewhere' ? residence : null
    if (!door.note({ ...what, residenceId, people })) return
    press.preventDefault()
    onNoted?.()
  }
  return (
    <form method="post" className="form" data-layout={layout} onSubmit={submit}>
      <input type="hidden" name="subject" value={what.subject} />
      <input type="hidden" name="kind" value={what.kind} />
      {what.kind === 'registered' && <input type="hidden" name="residence" value={what.residenceId ?? 'elsewhere'} />}
      {children}
    </form>
  )
}

function HowMany({ first, label, hidden = false }: { first: number; label: string; hidden?: boolean }) {
  return (
    <label className="field">
      <span className={hidden ? 'unseen' : 'label'}>{label}</span>
      <input
        className="input"
        data-width="short"
        type="number"
        name="people"
        min="1"
        max={MOST_PRESENT}
        defaultValue={first}
        required
      />
    </label>
  )
}

/** The group has its number before it is sent, so that the same form sent twice counts once. */
function WalkIn(props: Pick<Loaded, 'residences' | 'greetsAll' | 'group'> & { door: Door }) {
  const { residences, greetsAll, group, door } = props
  const [subject, setSubject] = useState<string>(group)
  return (
    <Note
      key={subject}
      door={door}
      what={{ subject, kind: 'walk-in', residenceId: null }}
      onNoted={() => setSubject(newId())}
    >
      <label className="field">
        <span className="label">{m.mobilisation_residence()}</span>
        <select className="input" name="residence" defaultValue="" required>
          <option value="">{m.mobilisation_choose_residence()}</option>
          {residences.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {greetsAll && <option value="elsewhere">{m.mobilisation_elsewhere()}</option>}
        </select>
      </label>
      <HowMany first={1} label={m.mobilisation_how_many()} />
      <Button type="submit" kind="primary">
        {m.mobilisation_add_group()}
      </Button>
    </Note>
  )
}

function Groups({ residences, door }: Pick<Loaded, 'residences'> & { door: Door }) {
  const groups = door.present.filter(({ kind, people }) => kind === 'walk-in' && people > 0)
  if (groups.length === 0) return <p className="soft">{m.mobilisation_groups_none()}</p>
  return (
    <ul className="found">
      {groups.map((group) => (
        <li key={group.subject}>
          <div>
            {residences.find(({ id }) => id === group.residenceId)?.name ?? m.mobilisation_elsewhere()}{' '}
            <State tone="good">{m.mobilisation_present({ count: group.people })}</State>
          </div>
          <TakeBack group={group} door={door} />
        </li>
      ))}
    </ul>
  )
}

function TakeBack({ group, door }: { group: Present; door: Door }) {
  return (
    <Note door={door} what={group} layout="line">
      <input type="hidden" name="people" value="0" />
      <input type="hidden" name="residence" value={group.residenceId ?? 'elsewhere'} />
      <Button type="submit" kind="quiet">
        {m.mobilisation_take_back()}
        <span className="unseen"> {formatNumber(group.people)}</span>
      </Button>
    </Note>
  )
}
