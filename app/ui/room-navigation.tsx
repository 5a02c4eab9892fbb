import { NavLink, useLocation } from 'react-router'
import { m } from '#messages'
import type { TitledLink } from './choice.ts'

/** One room: its number in the convention when it has one. */
export interface RoomLink extends TitledLink {
  chapter?: number
  /** Only this very address is the room, not what lies under it (the convention's own front page). */
  exact?: boolean
}

/** The rooms as a notebook's tabs on a wide screen, folded on a phone. */
export function RoomNavigation({ rooms }: { rooms: RoomLink[] }) {
  const { pathname } = useLocation()
  const here = rooms.find((room) => isIn(room, pathname))
  return (
    <nav className="rooms" aria-label={m.ui_rooms()}>
      <details className="narrow">
        <summary>
          {m.ui_rooms()}
          {here && <span className="soft">{here.title}</span>}
        </summary>
        <RoomList rooms={rooms} />
      </details>
      <div className="wide">
        <RoomList rooms={rooms} />
      </div>
    </nav>
  )
}

function isIn({ href, exact }: RoomLink, pathname: string): boolean {
  return pathname === href || (!exact && pathname.startsWith(`${href}/`))
}

function RoomList({ rooms }: { rooms: RoomLink[] }) {
  return (
    <ol className="plain">
      {rooms.map((room) => (
        <li key={room.href}>
          <NavLink to={room.href} end={room.exact ?? false}>
            <span className="chapter" aria-hidden="true">
              {room.chapter ?? '·'}
            </span>
            {room.title}
          </NavLink>
        </li>
      ))}
    </ol>
  )
}
