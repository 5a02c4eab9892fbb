/** What the page with first names and the one without a network have in common: groups counted at the door. */
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Button } from '#app/ui/button.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { MOST_PRESENT, type Present } from './door-act.ts'
import { type Door, newId } from './door-log.ts'

export interface DoorSetting {
  /** Where a form goes by itself. */
  here: string
  residences: { id: string; name: string }[]
  greetsAll: boolean
  group: string
}

/** How many are there, and where what was noted is. */
export function Standing({ door }: { door: Door }) {
  const there = door.present.reduce((sum, one) => sum + one.people, 0)
  return (
    <div className="tally" aria-live="polite">
      <p>
        <strong>{m.mobilisation_there_are({ count: there })}</strong> <Sending door={door} />
      </p>
    </div>
  )
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

/** A form that a script writes down on the phone, and that goes by itself where there is no script. */
export function Note(props: {
  here: string
  door: Door
  what: Omit<Present, 'people'>
  children: ReactNode
  onNoted?: () => void
  layout?: 'line'
}) {
  const { here, door, what, children, onNoted, layout } = props
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
    <form method="post" action={here} className="form" data-layout={layout} onSubmit={submit}>
      <input type="hidden" name="subject" value={what.subject} />
      <input type="hidden" name="kind" value={what.kind} />
      {what.kind === 'registered' && <input type="hidden" name="residence" value={what.residenceId ?? 'elsewhere'} />}
      {children}
    </form>
  )
}

export function HowMany({ first, label, hidden = false }: { first: number; label: string; hidden?: boolean }) {
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

/** Groups that come without a registration. */
export function WalkIns({ setting, door }: { setting: DoorSetting; door: Door }) {
  return (
    <>
      <WalkIn {...setting} door={door} />
      <Groups {...setting} door={door} />
    </>
  )
}

/** The group has its number before it is sent, so that the same form sent twice counts once. */
function WalkIn({ here, residences, greetsAll, group, door }: DoorSetting & { door: Door }) {
  const [subject, setSubject] = useState(group)
  // A page that was kept comes with the number of a group that may have been counted.
  useEffect(() => setSubject(newId()), [])
  return (
    <Note
      key={subject}
      here={here}
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

function Groups({ here, residences, door }: DoorSetting & { door: Door }) {
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
          <TakeBack here={here} group={group} door={door} />
        </li>
      ))}
    </ul>
  )
}

function TakeBack({ here, group, door }: { here: string; group: Present; door: Door }) {
  return (
    <Note here={here} door={door} what={group} layout="line">
      <input type="hidden" name="people" value="0" />
      <input type="hidden" name="residence" value={group.residenceId ?? 'elsewhere'} />
      <Button type="submit" kind="quiet">
        {m.mobilisation_take_back()}
        <span className="unseen"> {formatNumber(group.people)}</span>
      </Button>
    </Note>
  )
}
