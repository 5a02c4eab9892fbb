import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'
import { mobilisationHref, mobilisationTrail } from '../trail.ts'

type Params = Record<string, string | undefined>

export function eventHref(convention: string | undefined, ...path: string[]): string {
  return mobilisationHref(convention, 'events', ...path)
}

export function eventsTrail(params: Params): TitledLink[] {
  return [...mobilisationTrail(params), { href: eventHref(params.convention), title: m.mobilisation_events() }]
}

/** The way to the pages of one event. */
export function eventTrail(params: Params): TitledLink[] {
  return [
    ...eventsTrail(params),
    { href: eventHref(params.convention, params.event ?? ''), title: m.mobilisation_the_event() },
  ]
}
