import { Link } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { m } from '#messages'
import type { Route } from './+types/campaigns.page.ts'
import { campaignsOf } from './campaigns.server.ts'
import { deliveriesOf } from './deliveries.server.ts'
import { mobilisationHref } from './trail.ts'
import { CampaignStage, KIND_WORDS } from './words.tsx'

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_title()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const page = pageNumber(args.url.searchParams)
  return read(args, async (tx) => {
    must(tx.actor, 'mobilisation.read')
    return {
      here: mobilisationHref(args.params.convention),
      page,
      mayWrite: may(tx.actor, 'mobilisation.campaign.write'),
      mayNoteConsent: may(tx.actor, 'mobilisation.consent.note'),
      campaigns: may(tx.actor, 'mobilisation.campaign.read') ? await campaignsOf(tx, page) : null,
      deliveries: may(tx.actor, 'mobilisation.delivery.read') ? await deliveriesOf(tx) : [],
    }
  })
}

export default function Campaigns({ loaderData }: Route.ComponentProps) {
  const { here, page, mayWrite, mayNoteConsent, campaigns, deliveries } = loaderData
  const create = mayWrite && (
    <LinkButton to={`${here}/campaigns/new`} kind="primary">
      {m.mobilisation_new()}
    </LinkButton>
  )
  return (
    <Page
      title={m.mobilisation_title()}
      lead={campaigns ? m.mobilisation_lead() : m.mobilisation_lead_caretaker()}
      action={create}
    >
      <Actions>
        <LinkButton to={`${here}/events`}>{m.mobilisation_events_see()}</LinkButton>
        {mayNoteConsent && <LinkButton to={`${here}/consents`}>{m.mobilisation_consents()}</LinkButton>}
      </Actions>
      {campaigns && campaigns.campaigns.length === 0 && (
        <EmptyState title={m.mobilisation_empty()}>{m.mobilisation_empty_next()}</EmptyState>
      )}
      {campaigns && campaigns.campaigns.length > 0 && (
        <Section title={m.mobilisation_list()}>
          <CampaignTable here={here} campaigns={campaigns.campaigns} />
          <Pagination page={page} pages={campaigns.pages} hrefOf={(number) => `${here}?page=${number}`} />
        </Section>
      )}
      {!campaigns && deliveries.length === 0 && (
        <EmptyState title={m.mobilisation_deliveries_empty()}>{m.mobilisation_deliveries_empty_next()}</EmptyState>
      )}
      {deliveries.length > 0 && (
        <Section title={m.mobilisation_deliveries()}>
          <ul>
            {deliveries.map(({ id, leftAt }) => (
              <li key={id}>
                <Link to={`${here}/campaigns/${id}/delivery.pdf`} reloadDocument>
                  {m.mobilisation_delivery_of({ on: formatDate(leftAt) })}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

type Listed = NonNullable<Route.ComponentProps['loaderData']['campaigns']>['campaigns']

function CampaignTable({ here, campaigns }: { here: string; campaigns: Listed }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.mobilisation_list()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.mobilisation_campaign_title()}</th>
            <th scope="col">{m.mobilisation_kind()}</th>
            <th scope="col">{m.mobilisation_stage()}</th>
            <th scope="col">{m.mobilisation_written()}</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map(({ id, title, kind, stage, writtenAt }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={`${here}/campaigns/${id}`}>{title}</Link>
              </th>
              <td data-title={m.mobilisation_kind()}>{KIND_WORDS[kind]()}</td>
              <td data-title={m.mobilisation_stage()}>
                <CampaignStage stage={stage} />
              </td>
              <td data-title={m.mobilisation_written()}>{formatDate(writtenAt, 'medium')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
