/** The audit record as a tagged PDF: what was promised when, and how to check it. No name, no telephone, no category of fewer than eleven. */

import type { ActorTx } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { letterPaper } from '#app/platform/documents/letter-paper.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { formatInstant, formatNumber, formatShare } from '#app/ui/format.ts'
import { m } from '#messages'
import { Sealed } from '#packages/draw-record/record.ts'
import { CHECK_WORDS } from './check-words.ts'
import { lotteryOf, numbersOf } from './draw.server.ts'
import { Fairness } from './fairness.ts'
import { featureWord, valueWord } from './features.ts'
import { panelOf, quotasOf } from './panels.server.ts'
import { drawOf, recordOf, verdictOf } from './record.server.ts'
import { sealOf } from './seal.server.ts'

export async function recordPdf(tx: ActorTx, panelId: string, origin: string): Promise<Buffer> {
  const draw = await drawOf(tx, panelId)
  if (!draw) throw new Refusal('platform.not-found', { status: 404 })
  return pdfOf('app/survey/record.typ', await recordData(tx, panelId, origin), draw.drawn_at)
}

/** All that is printed: the template adds nothing but its layout. */
export async function recordData(tx: ActorTx, panelId: string, origin: string) {
  const panel = await panelOf(tx, panelId)
  const [draw, seal, lottery] = [await drawOf(tx, panel.id), await sealOf(tx, panel.id), await lotteryOf(tx, panel.id)]
  if (!draw || !seal || !lottery) throw new Refusal('platform.not-found', { status: 404 })
  const record = await recordOf(tx, panel.id)
  const sealed = Sealed.parse(JSON.parse(record.seal.text))
  const fairness = Fairness.parse(lottery.figures)
  const number = (await numbersOf(tx, panel.id)).at(-1)
  const labels = new Map(
    (await quotasOf(tx, panel.id)).map(({ feature, value, label }) => [`${feature} ${value}`, label]),
  )
  const labelOf = (feature: string, value: string) => valueWord(feature, value, labels.get(`${feature} ${value}`))
  return {
    ...(await letterPaper(tx)),
    title: m.survey_record_title({ name: panel.name }),
    about: m.survey_record_about(),
    intro: m.survey_record_intro(),
    parts: [
      {
        title: m.survey_verify_promises(),
        facts: [
          [m.survey_pool(), formatNumber(seal.pool_size)],
          [m.survey_panel_size(), formatNumber(panel.size)],
          [m.survey_household(), sealed.onePerHousehold ? m.survey_household_one() : m.survey_household_any()],
          [m.survey_objective(), objectiveWord(sealed.objective)],
          [m.survey_sealed_at(), formatInstant(seal.sealed_at.toISOString())],
          [m.survey_computed_at(), formatInstant(record.lottery.at)],
          [m.survey_algorithm(), record.lottery.algorithm],
          [m.survey_number(), String(record.number.value).padStart(3, '0')],
          [m.survey_source(), number ? number.reference : record.number.source],
          [m.survey_number_entered(), formatInstant(record.number.enteredAt)],
          [m.survey_confirmed(), confirmedText(record.number)],
          [m.survey_drawn_at(), formatInstant(draw.drawn_at.toISOString())],
        ],
        hashes: [
          [m.survey_seal_hash(), record.seal.sha256],
          [m.survey_lottery_hash(), record.lottery.sha256],
          [m.survey_record_hash(), record.sha256],
        ],
      },
      {
        title: m.survey_fairness(),
        facts: [
          [m.survey_least(), formatShare(fairness.least, 1)],
          [m.survey_greatest(), formatShare(fairness.greatest, 1)],
          [m.survey_mean(), formatShare(fairness.mean, 1)],
          [m.survey_gini(), formatShare(fairness.gini, 1)],
        ],
        hashes: [],
      },
    ],
    quotas: {
      title: m.survey_quotas_title(),
      head: [m.survey_feature(), m.survey_value(), m.survey_minimum(), m.survey_maximum()],
      rows: sealed.quotas.map(({ feature, value, min, max }) => [
        featureWord(feature),
        labelOf(feature, value),
        formatNumber(min),
        formatNumber(max),
      ]),
    },
    check: {
      title: m.survey_check(),
      intro: m.survey_record_check(),
      link: `${origin}/verify/${panel.publicToken}`,
      steps: verdictOf(panel.publicToken, draw.record).steps.map(({ name, outcome }) => [
        CHECK_WORDS[name](),
        outcome === 'holds'
          ? m.survey_step_holds()
          : outcome === 'fails'
            ? m.survey_step_fails()
            : m.survey_step_closed(),
      ]),
      head: [m.survey_check_step(), m.survey_check_outcome()],
    },
  }
}

function confirmedText({ confirmedAt, confirmedBy }: { confirmedAt: string; confirmedBy: 'second-person' | 'alone' }) {
  const at = formatInstant(confirmedAt)
  return confirmedBy === 'alone' ? m.survey_confirmed_alone({ at }) : m.survey_confirmed_second({ at })
}

function objectiveWord(objective: string): string {
  if (objective === 'maximin') return m.survey_objective_maximin()
  return objective === 'nash' ? m.survey_objective_nash() : m.survey_objective_leximin()
}
