import { randomUUID } from 'node:crypto'
import { useEffect, useState } from 'react'
import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { keepPage } from '#app/ui/keep-page.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/attendance.page.ts'
import { doorListOf, notePresent, presentAt, residencesAtTheDoor } from './attendance.server.ts'
import { MOST_PRESENT } from './door-act.ts'
import { HowMany, Note, Standing, WalkIns } from './door-desk.tsx'
import { type Door, useDoor } from './door-log.ts'
import { eventOf } from './events.server.ts'
import { eventHref, eventTrail } from './trail.ts'

export const handle = { trail: eventTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_attendance()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, event: id } = args.params
  return read(args, async (tx) => ({
    here: eventHref(convention, id, 'attendance'),
    doorHref: eventHref(convention, id, 'door'),
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
  const { here, doorHref, event, people, first } = loaderData
  const door = useDoor(event.id, first, `${here}/acts`)
  useEffect(() => void keepPage(doorHref), [doorHref])
  const [sought, setSought] = useState('')
  const shown = people.filter(({ firstName }) => plain(firstName).startsWith(plain(sought.trim())))
  return (
    <Page title={m.mobilisation_attendance()} lead={event.title}>
      <Standing door={door} />
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
                <Registered key={person.id} here={here} person={person} door={door} />
              ))}
            </ul>
          </>
        )}
      </Section>
      <Section title={m.mobilisation_without_registration()}>
        <WalkIns setting={loaderData} door={door} />
      </Section>
    </Page>
  )
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

function Registered(props: { here: string; person: Loaded['people'][number]; door: Door }) {
  const { here, person, door } = props
  const { id, firstName, residence, residenceId, people, seated } = person
  const there = door.present.find(({ subject }) => subject === id)?.people ?? 0
  return (
    <li>
      <div>
        <strong>{firstName}</strong> <span className="soft">{residence ?? m.mobilisation_elsewhere()}</span>{' '}
        {!seated && <State tone="warn">{m.mobilisation_waits()}</State>}
        {there > 0 && <State tone="good">{m.mobilisation_present({ count: there })}</State>}
      </div>
      <Note here={here} door={door} what={{ subject: id, kind: 'registered', residenceId }} layout="line">
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
