import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { tableHref } from '#app/ui/table-query.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/actions.page.ts'
import { responsibleWord } from './action-list.tsx'
import { type Action, actionsOf, closeAction, decisionsOf } from './actions.server.ts'
import { ACTION_TABLE } from './tables.ts'
import { partnersHref, partnersTabs, partnersTrail } from './trail.ts'

export const handle = { trail: partnersTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_tab_actions()} – Palier` }]

const DecisionPage = z.coerce.number().int().min(1).max(10_000).catch(1)

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const asked = new URL(args.request.url).searchParams
  const query = readTableQuery(ACTION_TABLE, asked)
  const decisionPage = DecisionPage.parse(asked.get('decisions') ?? undefined)
  return read(args, async (tx) => ({
    convention,
    query,
    tabs: partnersTabs(convention, may(tx.actor, 'partners.organisation.read')),
    mayClose: may(tx.actor, 'partners.meeting.write'),
    ...(await actionsOf(tx, query)),
    decisionPage,
    ...(await decisionsOf(tx, query.q, decisionPage)),
  }))
}

const Close = z.object({ id: z.uuid(), outcome: z.string().trim().min(2).max(1000) })

export function action(args: Route.ActionArgs) {
  return submit(args, Close, async (tx, { id, outcome }) => {
    await closeAction(tx, id, outcome)
    return redirect(partnersHref(args.params.convention, 'actions'), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_action_closed() }),
    })
  })
}

export default function ActionsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, query, tabs, mayClose, rows, total, decisions, decisionPage, pages } = loaderData
  const refused = rows.find(({ id }) => id === actionData?.values.id)
  return (
    <Page title={m.partners_tab_actions()} lead={m.partners_actions_lead()}>
      <Tabs label={m.partners_tabs()} tabs={tabs} />
      {refused && (
        <Section title={refused.said}>
          <CloseForm id={refused.id} said={refused.said} answer={actionData} />
        </Section>
      )}
      <DataTable
        caption={m.partners_actions()}
        spec={ACTION_TABLE}
        query={query}
        search={m.partners_actions_search()}
        filters={[
          {
            name: 'state',
            label: m.partners_state(),
            otherwise: m.partners_open(),
            choices: [
              { value: 'late', label: m.partners_late() },
              { value: 'closed', label: m.partners_closed() },
              { value: 'all', label: m.partners_all() },
            ],
          },
        ]}
        exportPath={partnersHref(convention, 'actions', 'export')}
        rows={rows}
        total={total}
        rowKey={({ id }) => id}
        columns={[
          { key: 'said', title: m.partners_action(), cell: ({ said }) => said },
          { key: 'responsible', title: m.partners_responsible(), cell: responsibleWord },
          { key: 'due', title: m.partners_due_on(), cell: ({ dueOn }) => formatDate(dueOn, 'medium') },
          {
            key: 'meeting',
            title: m.partners_meeting(),
            cell: ({ meetingId, meeting }) => (
              <Link to={partnersHref(convention, 'meetings', meetingId)}>{meeting}</Link>
            ),
          },
          {
            key: 'state',
            title: m.partners_state(),
            cell: (row) => (
              <>
                <ActionState {...row} />
                {mayClose && row.closedOn === null && row.replacedIn === null && row !== refused && (
                  <details>
                    <summary>{m.partners_action_close()}</summary>
                    <CloseForm id={row.id} said={row.said} answer={undefined} />
                  </details>
                )}
              </>
            ),
          },
        ]}
        empty={
          <EmptyState title={m.partners_actions_none_open()}>
            {m.partners_actions_empty_why()} <Link to="?state=all">{m.partners_actions_all()}</Link>
          </EmptyState>
        }
      />
      <Section title={m.partners_decisions()}>
        {decisions.length === 0 ? (
          <p>{m.partners_decisions_empty()}</p>
        ) : (
          <ul className="stack">
            {decisions.map(({ id, said, givenIn, replacedBy, meetingId, meeting, heldAt }) => (
              <li key={id}>
                {said} {givenIn === null && <State>{m.partners_not_given_out()}</State>}{' '}
                {replacedBy !== null && (
                  <State tone="warn">{m.partners_replaced_by_decision({ said: replacedBy })}</State>
                )}{' '}
                <small className="soft">
                  <Link to={partnersHref(convention, 'meetings', meetingId)}>{meeting}</Link>,{' '}
                  {formatDate(heldAt, 'medium')}
                </small>
              </li>
            ))}
          </ul>
        )}
        <Pagination
          page={decisionPage}
          pages={pages}
          hrefOf={(page) => `${tableHref(ACTION_TABLE, query, {})}&decisions=${page}`}
        />
      </Section>
    </Page>
  )
}

function CloseForm({ id, said, answer }: { id: string; said: string; answer: Route.ComponentProps['actionData'] }) {
  return (
    <Form answer={answer}>
      <input type="hidden" name="id" value={id} />
      <TextField name="outcome" label={m.partners_outcome()} hint={m.partners_outcome_hint()} />
      <SubmitButton kind="plain">
        {m.partners_action_close()}
        <span className="unseen"> {said}</span>
      </SubmitButton>
    </Form>
  )
}

function ActionState({ late, closedOn, outcome, givenIn, replacedIn }: Action) {
  if (closedOn !== null)
    return (
      <>
        <State tone="good">{m.partners_closed_on({ on: formatDate(closedOn, 'medium') })}</State> {outcome}
      </>
    )
  if (replacedIn !== null) return <State>{m.partners_replaced()}</State>
  return (
    <>
      <State tone={late ? 'bad' : 'plain'}>{late ? m.partners_late() : m.partners_action_open()}</State>{' '}
      {givenIn === null && <State>{m.partners_not_given_out()}</State>}
    </>
  )
}
