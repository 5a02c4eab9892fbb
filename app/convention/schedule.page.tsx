import { Link } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { DateField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { centsByYear } from '#packages/schedule/instalments.ts'
import type { Route } from './+types/schedule.page.ts'
import { announced } from './amendment-changes.server.ts'
import { amendmentsToChoose } from './amendments.server.ts'
import { Announced } from './announced.tsx'
import { AmendmentField } from './fields.tsx'
import { fundings, parts, standingOf } from './funding.server.ts'
import { Day } from './input.ts'
import { missions } from './missions.server.ts'
import { PayersSection } from './payers-section.tsx'
import { instalments, isOutOfDate, reckonAgain, recordEnd, settingsOf, settleSchedule } from './schedule.server.ts'
import { MONTH_END_WORDS, RELATION_WORDS, ScheduleFields, SEMESTER_WORDS } from './schedule-fields.tsx'
import { ScheduleInput } from './schedule-input.ts'
import { contractHref, contractTabs, contractTrail } from './trail.ts'
import { euros, suspensionText } from './words.ts'
import { afterWriting } from './written.server.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_tab_schedule()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const choice = await amendmentsToChoose(tx, args.url)
    const prepared = choice.under ? (await settingsOf(tx, choice.under)).current : undefined
    return {
      convention: args.params.convention,
      tabs: contractTabs(args.params.convention, tx.actor),
      mayChange: may(tx.actor, 'convention.contract.change'),
      missions: await missions(tx),
      instalments: await instalments(tx),
      payers: standingOf(await parts(tx)),
      fundings: await fundings(tx),
      ...(await settingsOf(tx)),
      announced: await announced(tx, ['schedule', 'terms', 'payers']),
      isOutOfDate: may(tx.actor, 'convention.contract.change') && (await isOutOfDate(tx)),
      prepared,
      choice,
    }
  })
}

const Change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('settle'), ...ScheduleInput.shape }),
  z.object({ intent: z.literal('reckon') }),
  z.object({ intent: z.literal('end'), missionId: z.uuid(), endedOn: Day.nullable().default(null) }),
])

export function action(args: Route.ActionArgs) {
  return submit(args, Change, async (tx, change) => {
    if (change.intent === 'settle') await settleSchedule(tx, change)
    else if (change.intent === 'reckon') await reckonAgain(tx)
    else await recordEnd(tx, change.missionId, change.endedOn)
    const { convention } = args.params
    const amendmentId = change.intent === 'settle' ? change.amendmentId : null
    return afterWriting({ convention, amendmentId, path: ['schedule'], message: m.convention_schedule_saved() })
  })
}

export default function Schedule({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, tabs, mayChange, missions, instalments, current, before, prepared, choice } = loaderData
  return (
    <Page title={m.convention_tab_schedule()} lead={m.convention_schedule_lead()}>
      <Tabs label={m.convention_tabs()} tabs={tabs} />
      <Announced convention={convention} amendments={loaderData.announced} />
      {loaderData.isOutOfDate && (
        <Notice tone="warn">
          <p>{m.convention_schedule_old()}</p>
          <Form intent="reckon" answer={actionData?.values.intent === 'reckon' ? actionData : undefined}>
            <SubmitButton kind="plain">{m.convention_schedule_reckon()}</SubmitButton>
          </Form>
        </Notice>
      )}
      {!current && <EmptyState title={m.convention_schedule_empty()}>{m.convention_empty_wait()}</EmptyState>}
      {missions.map((mission) => (
        <Section key={mission.id} title={mission.title}>
          <MissionTerms convention={convention} mayChange={mayChange} mission={mission} />
          <InstalmentTable
            caption={m.convention_instalments()}
            rows={instalments.filter(({ mission_id }) => mission_id === mission.id)}
            invoiceHref={mayChange ? contractHref(convention, 'invoices', 'new') : undefined}
          />
          {mayChange && mission.last_part === 'end' && (
            <EndForm mission={mission} answer={actionData?.values.intent === 'end' ? actionData : undefined} />
          )}
        </Section>
      ))}
      {current && (
        <>
          <PayersSection {...loaderData} />
          <Section title={m.convention_by_year()}>
            <YearTable rows={instalments} />
          </Section>
          <Section title={m.convention_settings()}>
            <DefinitionList
              facts={[
                { term: m.convention_order_on(), value: formatDate(current.orderOn) },
                { term: m.convention_relation(), value: RELATION_WORDS[current.phaseRelation]() },
                ...(current.operationOn
                  ? [{ term: m.convention_operation_on(), value: formatDate(current.operationOn) }]
                  : []),
                { term: m.convention_semester(), value: SEMESTER_WORDS[current.semesterRule]() },
                { term: m.convention_month_end(), value: MONTH_END_WORDS[current.monthEnd]() },
                { term: m.convention_decided(), value: versionText(current) },
              ]}
            />
            {before.length > 0 && <Earlier versions={before} />}
          </Section>
        </>
      )}
      {mayChange && current && (
        <Section title={m.convention_settings_change()}>
          <p>{m.convention_settings_lead()}</p>
          <Form intent="settle" answer={actionData?.values.intent === 'settle' ? actionData : undefined}>
            <ScheduleFields chosen={prepared ?? current} />
            <AmendmentField {...choice} />
            <SubmitButton>{m.convention_settings_save()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

type Data = Route.ComponentProps['loaderData']

function versionText({ by, at, amendment }: { by: string; at: string; amendment: number | null }): string {
  const said = m.convention_written_by({ by, at: formatInstant(at) })
  return amendment === null ? said : `${said} · ${m.convention_amendment_number({ number: String(amendment) })}`
}

function Earlier({ versions }: { versions: Data['before'] }) {
  return (
    <details>
      <summary>{m.convention_earlier_versions({ count: versions.length })}</summary>
      <ul>
        {versions.map((version) => (
          <li key={version.id}>
            {[
              formatDate(version.orderOn),
              RELATION_WORDS[version.phaseRelation](),
              SEMESTER_WORDS[version.semesterRule](),
              versionText(version),
            ].join(' · ')}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface MissionTermsProps {
  convention: string
  mayChange: boolean
  mission: Data['missions'][number]
}

function MissionTerms({ convention, mayChange, mission }: MissionTermsProps) {
  const { id, title, start_on, ended_on, planned_end, suspensions } = mission
  return (
    <p>
      {m.convention_mission_span({ from: formatDate(start_on), to: formatDate(ended_on ?? planned_end) })}
      {suspensions.length > 0 &&
        ` · ${m.convention_suspended_is({ suspensions: suspensions.map(suspensionText).join(', ') })}`}{' '}
      {mayChange && (
        <Link
          to={contractHref(convention, 'schedule', id, 'terms')}
          aria-label={m.convention_terms_change_of({ mission: title })}
        >
          {m.convention_terms_change()}
        </Link>
      )}
    </p>
  )
}

interface InstalmentTableProps {
  caption: string
  rows: Data['instalments']
  /** Where an instalment that is due becomes an invoice, for those who make them. */
  invoiceHref: string | undefined
}

function InstalmentTable({ caption, rows, invoiceHref }: InstalmentTableProps) {
  const total = rows.reduce((sum, { net_cents }) => sum + net_cents, 0)
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_instalment()}</th>
            <th scope="col">{m.convention_due()}</th>
            <th scope="col" className="number">
              {m.convention_amount_net()}
            </th>
            <th scope="col">{m.convention_state()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" lang="fr">
                {row.label}
              </th>
              <td data-title={m.convention_due()}>{formatDate(row.due_on, 'medium')}</td>
              <td className="number" data-title={m.convention_amount_net()}>
                {euros(row.net_cents)}
              </td>
              <td data-title={m.convention_state()}>
                <InstalmentState row={row} invoiceHref={invoiceHref} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{m.convention_total()}</th>
            <td />
            <td className="number" data-title={m.convention_amount_net()}>
              {euros(total)}
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function InstalmentState({ row, invoiceHref }: { row: Data['instalments'][number]; invoiceHref: string | undefined }) {
  if (row.invoiced_cents !== null && row.invoiced_cents > 0 && row.invoiced_cents >= row.net_cents)
    return <State tone="good">{m.convention_instalment_invoiced()}</State>
  // Whoever does not see invoices is not told that one is missing.
  if (row.is_due && row.invoiced_cents === null) return <State>{m.convention_instalment_past()}</State>
  if (row.is_due)
    return (
      <>
        <State tone="warn">
          {row.invoiced_cents ? m.convention_instalment_partly() : m.convention_instalment_due()}
        </State>{' '}
        {invoiceHref && <Link to={`${invoiceHref}?instalment=${row.id}`}>{m.convention_invoice_it()}</Link>}
      </>
    )
  if (row.trigger === 'end') return <State>{m.convention_instalment_at_end()}</State>
  return <State>{m.convention_instalment_planned()}</State>
}

function YearTable({ rows }: { rows: Data['instalments'] }) {
  const years = centsByYear(rows.map(({ due_on, net_cents }) => ({ dueOn: due_on, netCents: net_cents })))
  const total = years.reduce((sum, [, cents]) => sum + cents, 0)
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">{m.convention_by_year()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_year()}</th>
            <th scope="col" className="number">
              {m.convention_amount_net()}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...years, [m.convention_total(), total] as const].map(([year, cents]) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td className="number">{euros(cents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EndForm({ mission, answer }: { mission: Data['missions'][number]; answer: FormAnswer | undefined }) {
  return (
    <details open={answer !== undefined}>
      <summary>{m.convention_end_record()}</summary>
      <Form intent="end" answer={answer}>
        <input type="hidden" name="missionId" value={mission.id} />
        <DateField
          name="endedOn"
          label={m.convention_ended_on()}
          hint={m.convention_ended_on_hint()}
          value={mission.ended_on ?? ''}
          optional
        />
        <SubmitButton kind="plain">{m.convention_save()}</SubmitButton>
      </Form>
    </details>
  )
}
