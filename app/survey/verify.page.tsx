import { useEffect, useState } from 'react'
import { data } from 'react-router'
import { sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { formatInstant, formatNumber, formatShare } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Shell } from '#app/ui/shell.tsx'
import { m } from '#messages'
import type { Facts, Verdict } from '#packages/draw-record/verify.ts'
import type { Route } from './+types/verify.page.ts'
import { digits, Hash } from './draw-words.tsx'
import { HowItWorks } from './panel-frame.tsx'
import { publicPanel, verdictOf } from './record.server.ts'
import { VerdictList } from './verdict-list.tsx'

export const meta = () => [{ title: `${m.survey_verify_title()} · Palier` }, { name: 'robots', content: 'noindex' }]

export async function loader({ params }: Route.LoaderArgs) {
  const panel = await publicPanel(params.token).catch(notFound)
  return {
    name: panel.name,
    operator: panel.operator_name,
    size: panel.size,
    pool: panel.pool_size,
    seal: { sha256: panel.seal_sha256, at: panel.sealed_at.toISOString() },
    lottery:
      panel.lottery_sha256 && panel.computed_at
        ? { sha256: panel.lottery_sha256, at: panel.computed_at.toISOString() }
        : null,
    drawnAt: panel.drawn_at?.toISOString() ?? null,
    verdict: panel.record ? verdictOf(params.token, panel.record) : null,
    recordPath: `/verify/${params.token}/record.json`,
  }
}

function notFound(error: unknown): never {
  if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status })
  throw error
}

export default function Verify({ loaderData }: Route.ComponentProps) {
  const { name, operator, size, pool, seal, lottery, drawnAt, verdict, recordPath } = loaderData
  return (
    <Shell>
      <Page title={m.survey_verify_title()} lead={m.survey_verify_lead({ name, operator })}>
        <HowItWorks>{m.survey_verify_help()}</HowItWorks>
        <Section title={m.survey_verify_promises()}>
          <DefinitionList
            facts={[
              { term: m.survey_pool(), value: formatNumber(pool) },
              { term: m.survey_panel_size(), value: formatNumber(size) },
              { term: m.survey_sealed_at(), value: formatInstant(seal.at) },
              { term: m.survey_seal_hash(), value: <Hash value={seal.sha256} /> },
              ...(lottery
                ? [
                    { term: m.survey_computed_at(), value: formatInstant(lottery.at) },
                    { term: m.survey_lottery_hash(), value: <Hash value={lottery.sha256} /> },
                  ]
                : []),
              ...(drawnAt ? [{ term: m.survey_drawn_at(), value: formatInstant(drawnAt) }] : []),
            ]}
          />
        </Section>
        {verdict ? (
          <Drawn serverVerdict={verdict} recordPath={recordPath} />
        ) : (
          <Notice>{m.survey_verify_not_yet()}</Notice>
        )}
      </Page>
    </Shell>
  )
}

type Checked =
  | { by: 'server'; verdict: Verdict }
  | { by: 'working' }
  | { by: 'browser'; verdict: Verdict }
  | { by: 'file'; verdict: Verdict; name: string }
  | { by: 'trouble' }

function Drawn({ serverVerdict, recordPath }: { serverVerdict: Verdict; recordPath: string }) {
  const [checked, setChecked] = useState<Checked>({ by: 'server', verdict: serverVerdict })
  const [scripts, setScripts] = useState(false)
  useEffect(() => setScripts(true), [])
  const recompute = async () => {
    setChecked({ by: 'working' })
    setChecked(await checkedHere(recordPath))
  }
  return (
    <>
      <Section title={m.survey_check()}>
        <p>{sayWho(checked)}</p>
        {'verdict' in checked && <VerdictList verdict={checked.verdict} />}
        {'verdict' in checked && checked.verdict.facts && <FactList facts={checked.verdict.facts} />}
        {scripts && (
          <Actions>
            <button type="button" className="button" data-kind="primary" onClick={recompute}>
              {m.survey_verify_press()}
            </button>
          </Actions>
        )}
      </Section>
      <Section title={m.survey_verify_again()}>
        <Actions>
          <LinkButton to={recordPath} download>
            {m.survey_record_json()}
          </LinkButton>
        </Actions>
        {scripts && <FileCheck onChecked={setChecked} />}
        <p>{m.survey_verify_command()}</p>
        <p>
          <code>node packages/draw-record/command.ts record.json</code>
        </p>
      </Section>
    </>
  )
}

function FileCheck({ onChecked }: { onChecked: (checked: Checked) => void }) {
  return (
    <div className="field">
      <label htmlFor="record-file">{m.survey_verify_file()}</label>
      <span className="hint" id="record-file-hint">
        {m.survey_verify_file_hint()}
      </span>
      <input
        id="record-file"
        className="input"
        type="file"
        accept="application/json,.json"
        aria-describedby="record-file-hint"
        onChange={async ({ currentTarget: { files } }) => {
          const file = files?.[0]
          if (!file) return
          onChecked({ by: 'working' }) // the former verdict is about something else
          onChecked({ by: 'file', name: file.name, verdict: await verdictOn(await file.text()) })
        }}
      />
    </div>
  )
}

async function checkedHere(recordPath: string): Promise<Checked> {
  const answer = await fetch(recordPath).catch(() => undefined)
  return answer?.ok ? { by: 'browser', verdict: await verdictOn(await answer.text()) } : { by: 'trouble' }
}

// The check arrives with its first use: the page itself stays light.
async function verdictOn(text: string): Promise<Verdict> {
  const { verifyRecord } = await import('#packages/draw-record/verify.ts')
  try {
    return verifyRecord(JSON.parse(text))
  } catch {
    return verifyRecord(undefined)
  }
}

function sayWho(checked: Checked): string {
  if (checked.by === 'server') return m.survey_checked_server()
  if (checked.by === 'working') return m.survey_checked_working()
  if (checked.by === 'browser') return m.survey_checked_browser()
  return checked.by === 'file' ? m.survey_checked_file({ name: checked.name }) : m.survey_checked_trouble()
}

function FactList({ facts }: { facts: Facts }) {
  return (
    <DefinitionList
      facts={[
        { term: m.survey_facts_panels(), value: formatNumber(facts.panels) },
        { term: m.survey_number(), value: digits(facts.number) },
        {
          term: m.survey_facts_chances(),
          value: m.survey_facts_between({
            least: formatShare(facts.chances.min, 1),
            greatest: formatShare(facts.chances.max, 1),
            mean: formatShare(facts.chances.mean, 1),
          }),
        },
        { term: m.survey_seal_hash(), value: <Hash value={facts.seal} /> },
        { term: m.survey_lottery_hash(), value: <Hash value={facts.lottery} /> },
      ]}
    />
  )
}
