import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/coverage.page.ts'
import { caretakers, coverage, endCoverage, startCoverage } from './coverage.server.ts'
import { stockHref, stockTabs, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.stock_tab_coverage()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => ({
    convention,
    tabs: stockTabs(convention, may(tx.actor, 'stock.profile.read'), true),
    mayChange: may(tx.actor, 'stock.coverage.change'),
    residences: await coverage(tx),
    caretakers: await caretakers(tx),
  }))
}

const Change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start'), residenceId: z.uuid(), memberId: z.uuid() }),
  z.object({ intent: z.literal('end'), coverageId: z.uuid() }),
])

export function action(args: Route.ActionArgs) {
  return submit(args, Change, async (tx, change) => {
    if (change.intent === 'start') await startCoverage(tx, change.residenceId, change.memberId)
    else await endCoverage(tx, change.coverageId)
    return redirect(stockHref(args.params.convention, 'coverage'), {
      headers: await flashHeaders({ tone: 'good', message: m.stock_coverage_changed() }),
    })
  })
}

export default function Coverage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, tabs, residences, caretakers, mayChange } = loaderData
  return (
    <Page title={m.stock_tab_coverage()} lead={m.stock_coverage_lead()}>
      <Tabs label={m.stock_tabs()} tabs={tabs} />
      {mayChange && residences.length > 0 && caretakers.length > 0 && (
        <Section title={m.stock_coverage_add()}>
          <Form intent="start" answer={actionData}>
            <SelectField
              name="residenceId"
              label={m.stock_residence()}
              choices={residences.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SelectField
              name="memberId"
              label={m.stock_caretaker()}
              choices={caretakers.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SubmitButton>{m.stock_coverage_save()}</SubmitButton>
          </Form>
        </Section>
      )}
      {residences.length === 0 ? (
        <EmptyState title={m.stock_empty_title()}>{m.stock_empty_wait()}</EmptyState>
      ) : (
        <table className="table cards">
          <caption>{m.stock_tab_coverage()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.stock_residence()}</th>
              <th scope="col">{m.stock_caretakers()}</th>
            </tr>
          </thead>
          <tbody>
            {residences.map((residence) => (
              <tr key={residence.id}>
                <th scope="row">
                  <Link to={stockHref(convention, 'residences', residence.id)}>{residence.name}</Link>
                </th>
                <td data-title={m.stock_caretakers()}>
                  {residence.covered.length === 0 && <State tone="warn">{m.stock_no_caretaker()}</State>}
                  {residence.covered.map((one) => (
                    <Covering key={one.id} {...one} residence={residence.name} mayChange={mayChange} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  )
}

function Covering({
  id,
  name,
  residence,
  mayChange,
}: {
  id: string
  name: string
  residence: string
  mayChange: boolean
}) {
  if (!mayChange) return <span>{name} </span>
  return (
    <Form intent="end" layout="line">
      <input type="hidden" name="coverageId" value={id} />
      <span>{name}</span>
      <SubmitButton kind="quiet">
        {m.stock_coverage_end()}
        <span className="unseen">
          {' '}
          {name}, {residence}
        </span>
      </SubmitButton>
    </Form>
  )
}
