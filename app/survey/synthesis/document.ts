/** The synthesis as blocks of text, for PDF and DOCX alike: one order, one choice of what each reader gets. */
import { formatDate } from '#app/ui/format.ts'
import { m } from '#messages'
import { NEEDS } from './choices.ts'
import type { Content, LeavingFinding } from './content.ts'
import type { Synthesis } from './synthesis.server.ts'
import { audienceWord, figureWord, needSentence, needWord, voicesWord } from './words.ts'

export const KINDS = ['full', 'committee', 'return'] as const
export type Kind = (typeof KINDS)[number]

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'soft'; text: string }
  | { kind: 'quote'; text: string; by: string }
  | { kind: 'list'; items: string[] }

/** How much of the findings the return to the tenants has. */
export interface Room {
  findings: number
  /** Findings that are followed by a voice. */
  quotes: number
  /** Characters of a voice; a longer one is not cut, but left out. */
  longest: number
}

const FULLEST: Room = { findings: 8, quotes: 8, longest: 400 }
/** Two pages for people who read little: from the fullest on, the first that fits is taken. */
export const ROOMS: readonly Room[] = [
  FULLEST,
  { findings: 8, quotes: 4, longest: 200 },
  ...[8, 7, 6, 5, 4, 3].map((findings) => ({ findings, quotes: 0, longest: 0 })),
]

export interface Document {
  title: string
  about: string
  blocks: Block[]
}

/** @param room of the return to the tenants */
export function documentOf({ title, version, at, content }: Synthesis, kind: Kind, room = FULLEST): Document {
  const about = m.survey_synthesis_version({ version, on: formatDate(at) })
  if (kind === 'return') return { title: m.survey_return_title(), about, blocks: returned(content, room) }
  const findings = content.findings.flatMap((finding) => (kind === 'full' ? whole(finding) : short(finding)))
  return {
    title,
    about,
    blocks: [
      ...text(content.introduction),
      { kind: 'soft', text: m.survey_synthesis_caveat() },
      ...findings,
      ...(kind === 'committee' ? calledFor(content) : []),
    ],
  }
}

function whole(finding: LeavingFinding): Block[] {
  return [
    { kind: 'heading', text: finding.title },
    { kind: 'soft', text: audienceWord(finding.audience) },
    ...text(finding.statement),
    { kind: 'text', text: voicesWord(finding) },
    ...list(finding.figures.map(figureWord)),
    ...finding.verbatims.map(({ said, stance }) => ({
      kind: 'quote' as const,
      text: m.survey_quoted({ words: said }),
      by: stance === 'diverges' ? m.survey_verbatim_diverging() : m.survey_verbatim_tenant(),
    })),
    ...list(
      finding.needs.map((need) => m.survey_need_line({ kind: needWord(need.kind), wording: needSentence(need) })),
    ),
  ]
}

/** For a committee: what is said and how many, and one voice of each side. */
function short(finding: LeavingFinding): Block[] {
  const one = ['supports', 'diverges'].flatMap(
    (stance) => finding.verbatims.find((verbatim) => verbatim.stance === stance) ?? [],
  )
  return [
    { kind: 'heading', text: finding.title },
    { kind: 'text', text: voicesWord(finding) },
    ...list(finding.figures.slice(0, 2).map(figureWord)),
    ...one.map(({ said, stance }) => ({
      kind: 'quote' as const,
      text: m.survey_quoted({ words: said }),
      by: stance === 'diverges' ? m.survey_verbatim_diverging() : m.survey_verbatim_tenant(),
    })),
  ]
}

function calledFor({ findings }: Content): Block[] {
  const needs = findings.flatMap((finding) => finding.needs)
  return NEEDS.flatMap((kind) => {
    const own = needs.filter((need) => need.kind === kind)
    return own.length === 0 ? [] : [{ kind: 'heading' as const, text: needWord(kind) }, ...list(own.map(needSentence))]
  })
}

/** « Vous avez dit » : the plain words of each finding, and what is proposed. */
function returned({ findings }: Content, room: Room): Block[] {
  const told = findings.filter((finding) => finding.plain !== '')
  const plain = told.slice(0, room.findings)
  const needs = plain.flatMap((finding) => finding.needs.slice(0, 1)).map(needSentence)
  return [
    { kind: 'text', text: m.survey_return_intro() },
    { kind: 'heading', text: m.survey_return_said() },
    ...plain.flatMap((finding, at) => [
      { kind: 'text' as const, text: finding.plain },
      ...finding.verbatims
        .filter(({ said }) => at < room.quotes && said.length <= room.longest)
        .slice(0, 1)
        .map(({ said }) => ({ kind: 'quote' as const, text: m.survey_quoted({ words: said }), by: '' })),
    ]),
    ...(needs.length > 0 ? [{ kind: 'heading' as const, text: m.survey_return_next() }, ...list(needs)] : []),
    ...(told.length > plain.length ? [{ kind: 'text' as const, text: m.survey_return_more() }] : []),
    { kind: 'text', text: m.survey_return_thanks() },
  ]
}

function text(words: string): Block[] {
  return words
    .split(/\n+/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ kind: 'text', text: paragraph }))
}

function list(items: string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}
