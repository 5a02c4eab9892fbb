import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Chart } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/profile.page.ts'
import { profileOf } from './profile.server.ts'
import { allResidences } from './residences.server.ts'
import { thresholdFor } from './secrecy.server.ts'
import { stockTabs, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.stock_tab_profile()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const asked = new URL(args.request.url).searchParams.get('residence') ?? ''
  return read(args, async (tx) => {
    const residences = await allResidences(tx)
    const chosen = residences.find(({ id }) => id === asked)
    return {
      tabs: stockTabs(convention, true, may(tx.actor, 'stock.coverage.read')),
      residences: [
        { value: 'all', label: m.stock_profile_whole() },
        ...residences.map(({ id, name }) => ({ value: id, label: name })),
      ],
      chosen: chosen?.id,
      threshold: thresholdFor(tx.actor),
      charts: await profileOf(tx, chosen?.id),
    }
  })
}

export default function Profile({ loaderData }: Route.ComponentProps) {
  const { tabs, residences, chosen, threshold, charts } = loaderData
  return (
    <Page title={m.stock_tab_profile()} lead={m.stock_profile_lead()}>
      <Tabs label={m.stock_tabs()} tabs={tabs} />
      <Form method="get" key={chosen ?? 'all'}>
        <SelectField name="residence" label={m.stock_profile_of()} choices={residences} value={chosen ?? 'all'} />
        <SubmitButton kind="plain">{m.stock_profile_show()}</SubmitButton>
      </Form>
      <Notice>{m.stock_profile_secrecy({ threshold })}</Notice>
      {charts.length === 0 && <EmptyState title={m.stock_tenants_empty()}>{m.stock_tenants_empty_help()}</EmptyState>}
      <div className="charts">
        {charts.map((chart) => (
          <Chart key={chart.title} chart={chart} />
        ))}
      </div>
    </Page>
  )
}
