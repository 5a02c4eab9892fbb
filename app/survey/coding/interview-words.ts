import { m } from '#messages'
import type { Part } from './passages.ts'

/** An interview in a word: its rank, and whom it was with. */
export function interviewWord({ rank, audience }: { rank: number; audience: 'tenant' | 'caretaker' }): string {
  return audience === 'caretaker' ? m.survey_coding_caretaker({ rank }) : m.survey_coding_tenant({ rank })
}

const PART_WORDS: Record<Part, () => string> = {
  verbatim: m.survey_coding_part_verbatim,
  note: m.survey_coding_part_note,
  notes: m.survey_coding_part_notes,
  transcript: m.survey_coding_part_transcript,
}

export function partWord(part: Part): string {
  return PART_WORDS[part]()
}
