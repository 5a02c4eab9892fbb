import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { m } from '#messages'
import { territoryHref } from './trail.ts'

/** Why nothing can be said of public transport, and what to do. */
export function TransitMissing(props: {
  missing: 'ways' | 'timetable' | 'unusable'
  convention: string
  mayLoad: boolean
}) {
  const { missing, convention, mayLoad } = props
  const why = {
    ways: m.territory_transit_no_ways,
    timetable: m.territory_transit_no_timetable,
    unusable: m.territory_transit_unusable,
  }[missing]
  return (
    <EmptyState
      title={m.territory_transit_empty()}
      action={mayLoad && <LinkButton to={territoryHref(convention, 'files')}>{m.territory_tab_files()}</LinkButton>}
    >
      {mayLoad ? why() : m.territory_services_empty_wait()}
    </EmptyState>
  )
}
