import { formatNumber, formatShare } from '#app/ui/format.ts'
import { m } from '#messages'
import type { MaskKind } from '#packages/verbatim-masks/masks.ts'
import { groupWord, subjectWord } from '../estimates/words.ts'
import { type Audience, LEAST_VOICES, type NeedKind, type Stance } from './choices.ts'
import type { LeavingFinding } from './content.ts'

export function audienceWord(audience: Audience): string {
  return audience === 'tenant' ? m.survey_finding_tenants() : m.survey_finding_caretakers()
}

const NEED_WORDS: Record<NeedKind, () => string> = {
  training: m.survey_need_training,
  project: m.survey_need_project,
  issue: m.survey_need_issue,
}

export function needWord(kind: NeedKind): string {
  return NEED_WORDS[kind]()
}

export function stanceWord(stance: Stance): string {
  return stance === 'supports' ? m.survey_stance_supports() : m.survey_stance_diverges()
}

const MASK_WORDS: Record<MaskKind, () => string> = {
  name: m.survey_mask_name,
  place: m.survey_mask_place,
  age: m.survey_mask_age,
  phone: m.survey_mask_phone,
  mail: m.survey_mask_mail,
  home: m.survey_mask_home,
  date: m.survey_mask_date,
  sensitive: m.survey_mask_sensitive,
}

export function maskWord(kind: MaskKind): string {
  return MASK_WORDS[kind]()
}

/** Who says it and how many, in a sentence that tells no small number. */
export function voicesWord({ audience, supporting, diverging, hasDiverging }: LeavingFinding): string {
  const others = diverging !== null && diverging > 0 ? m.survey_voices_diverging({ count: diverging }) : ''
  const unsaid = others === '' && hasDiverging ? m.survey_voices_some_diverge() : others
  const who =
    supporting !== null
      ? audience === 'tenant'
        ? m.survey_voices_tenants({ count: supporting })
        : m.survey_voices_caretakers({ count: supporting })
      : audience === 'tenant'
        ? m.survey_voices_several_tenants()
        : m.survey_voices_several_caretakers()
  return [who, unsaid].filter(Boolean).join(' ')
}

/** A figure in a sentence, with its interval. */
export function figureWord(figure: LeavingFinding['figures'][number]): string {
  return m.survey_figure_says({
    subject: subjectWord(figure),
    group: groupWord(figure),
    share: formatShare(figure.share),
    low: formatShare(figure.low),
    high: formatShare(figure.high),
    n: formatNumber(figure.n),
  })
}

export function needSentence({ wording, residence }: LeavingFinding['needs'][number]): string {
  return residence === null ? wording : m.survey_need_in({ wording, residence })
}

/** Why a finding stays behind. */
export function tooFewWord(audience: Audience): string {
  return audience === 'tenant'
    ? m.survey_finding_too_few_tenants({ least: LEAST_VOICES.tenant })
    : m.survey_finding_too_few_caretakers({ least: LEAST_VOICES.caretaker })
}
