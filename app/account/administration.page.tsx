import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/administration.page.ts'
import { administer, allConventions, type ListedConvention } from './administration.server.ts'
import { administrationTabs } from './administration-tabs.ts'

export const meta = () => [{ title: `${m.account_administration()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  return administer(asked, async (tx) => ({ conventions: await allConventions(tx) }))
}

export default function Administration({ loaderData: { conventions } }: Route.ComponentProps) {
  return (
    <Page
      title={m.account_administration()}
      action={
        <LinkButton to="/administration/conventions/new" kind="primary">
          {m.account_convention_new()}
        </LinkButton>
      }
    >
      <Tabs label={m.account_administration()} tabs={administrationTabs()} />
      {conventions.length === 0 ? (
        <EmptyState title={m.account_conventions_none()}>{m.account_conventions_none_about()}</EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.account_conventions()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.account_convention()}</th>
                <th scope="col">{m.account_code()}</th>
                <th scope="col">{m.account_operator()}</th>
                <th scope="col">{m.account_landlord()}</th>
                <th scope="col" className="number">
                  {m.account_room_members()}
                </th>
                <th scope="col">{m.account_created()}</th>
              </tr>
            </thead>
            <tbody>
              {conventions.map((convention) => (
                <ConventionRow key={convention.code} convention={convention} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  )
}

function ConventionRow({ convention }: { convention: ListedConvention }) {
  const { name, code, operatorName, landlordName, members, createdAt, closedAt, demonstration } = convention
  return (
    <tr>
      <th scope="row">
        {name} {demonstration && <State>{m.ui_demonstration_label()}</State>}
      </th>
      <td data-title={m.account_code()}>
        <code>{code}</code>
      </td>
      <td data-title={m.account_operator()}>{operatorName}</td>
      <td data-title={m.account_landlord()}>{landlordName}</td>
      <td className="number" data-title={m.account_room_members()}>
        {formatNumber(members)}
      </td>
      <td data-title={m.account_created()}>
        {formatDate(createdAt, 'medium')} {closedAt && <State>{m.account_closed()}</State>}
      </td>
    </tr>
  )
}
