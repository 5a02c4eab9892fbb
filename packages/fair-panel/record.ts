/**
 * The audit record: what is published before the draw (a commitment), the draw itself, and the check that anyone can
 * make in a browser. Nothing here needs the solver, Node or the network. People appear under pseudonyms only.
 */
import { canonicalJson, type Json } from './canonical-json.ts'
import { PanelError } from './panel-error.ts'
import { featuresOf, inOrder, type Person, type Problem, type Quota } from './problem.ts'
import { RANDOM_NAME, randomFrom } from './random.ts'
import { sha256Hex } from './sha256.ts'

export const RECORD_FORMAT = 'fair-panel-record-1'
export const ALGORITHM_VERSION = '1.0.0'

/** Published before the number is known. */
export interface Commitment {
  format: typeof RECORD_FORMAT
  algorithm: {
    name: 'fair-panel'
    version: string
    solver: string
    random: string
    objective: string
    method: string
    /** Seed that ordered the list; it was fixed before the list existed. */
    seed: string
  }
  /** SHA-256 over people (id, features that have quotas, household) in order of id, with the salt. */
  poolHash: string
  poolSize: number
  settings: {
    size: number
    householdLimit?: number | undefined
    unknownValue?: string | undefined
    quotas: readonly QuotaSetting[]
  }
  /** Where the public number comes from, and when it was promised. */
  seedSource: string
  committedAt: string
  /** Pseudonyms of each panel; the position is the number that draws it. */
  panels: readonly (readonly string[])[]
  panelsHash: string
  /** Chance of each pseudonym in thousandths of the list (its number of panels), in order of pseudonym. */
  chances: readonly (readonly [pseudonym: string, panels: number])[]
}

type QuotaSetting = Readonly<Pick<Quota, 'feature' | 'value' | 'min' | 'max'>>

export interface Draw {
  number: number
  drawnAt: string
  /** How the number came about, in words. */
  evidence: string
  members: readonly string[]
}

export interface AuditRecord {
  commitment: Commitment
  commitmentHash: string
  draw?: Draw | undefined
  drawHash?: string | undefined
}

export interface CommitmentInput {
  problem: Problem
  panels: readonly (readonly string[])[]
  objective: string
  method: string
  solver: string
  /** The seed given to `fairLottery`. */
  seed: string
  /** Secret that turns ids into pseudonyms and keeps the pool's hash from being guessed; keep it with the pool. */
  salt: string
  seedSource: string
  /** ISO 8601 instant. */
  committedAt: string
}

/** What is published before the draw. `problem` and the rest are those of the `Lottery`. */
export function commit(input: CommitmentInput): AuditRecord {
  const { problem, salt } = input
  const panels = input.panels.map((panel) => panel.map((id) => pseudonymOf(id, salt)).sort(inOrder))
  const { size, householdLimit, unknownValue } = problem
  const quotas = problem.quotas.map(({ feature, value, min, max }) => ({ feature, value, min, max }))
  const commitment: Commitment = {
    format: RECORD_FORMAT,
    algorithm: {
      name: 'fair-panel',
      version: ALGORITHM_VERSION,
      solver: input.solver,
      random: RANDOM_NAME,
      objective: input.objective,
      method: input.method,
      seed: input.seed,
    },
    poolHash: poolHash(problem, salt),
    poolSize: problem.people.length,
    settings: { size, householdLimit, unknownValue, quotas },
    seedSource: input.seedSource,
    committedAt: input.committedAt,
    panels,
    panelsHash: hashOf(panels),
    chances: chancesIn(panels),
  }
  return { commitment, commitmentHash: hashOf(asJson(commitment)) }
}

/**
 * The record with its draw.
 *
 * @param number the public number, from 0 to the number of panels less one
 * @throws PanelError `draw-number` when no panel has that number
 */
export function withDraw(record: AuditRecord, draw: Omit<Draw, 'members'>): AuditRecord {
  const members = panelAt(record.commitment.panels, draw.number)
  const complete: Draw = { ...draw, members }
  return { ...record, draw: complete, drawHash: drawHashOf(record.commitmentHash, complete) }
}

/** The panel that a public number draws. */
export function panelAt<Panel>(panels: readonly Panel[], number: number): Panel {
  const panel = Number.isInteger(number) ? panels[number] : undefined
  if (panel === undefined) {
    const message = `the number must be from 0 to ${panels.length - 1}, got ${number}`
    throw new PanelError('draw-number', { number, panels: panels.length }, message)
  }
  return panel
}

/** A number from a public text (a beacon, a headline) instead of three balls: fair over the list, and the same for all. */
export function numberFromText(text: string, panels: number): number {
  return randomFrom(`draw:${text}`).below(panels)
}

/** Twenty hexadecimal digits that stand for a person in what is published. */
export function pseudonymOf(id: string, salt: string): string {
  return sha256Hex(canonicalJson(['person', salt, id])).slice(0, 20)
}

/** Hash of what the draw looked at: ids, features with quotas and households, in order of id. */
export function poolHash({ people, quotas }: Problem, salt: string): string {
  const features = featuresOf(quotas)
  const rows = [...people]
    .sort((a, b) => inOrder(a.id, b.id))
    .map((person) => [person.id, features.map((name) => person.features[name] ?? null), person.household ?? null])
  return sha256Hex(canonicalJson(['pool', salt, features, rows]))
}

export interface RecordCheck {
  code:
    | 'commitment-hash'
    | 'panels-hash'
    | 'panel-sizes'
    | 'chances'
    | 'drawn-panel'
    | 'draw-hash'
    | 'pool-hash' // the following need the pool
    | 'quotas'
    | 'households'
  holds: boolean
  /** Numbers of the panels that fail, where that is what fails. */
  panels?: readonly number[]
}

export interface Verification {
  holds: boolean
  checks: readonly RecordCheck[]
}

/**
 * Re-computes all that can be known from a record: hashes, sizes of the panels, each chance, the drawn panel. Whoever
 * may see the pool passes it with its salt, and the quotas and households of every panel are checked too. What it does
 * not re-compute is that no fairer lottery exists: that takes the solver and `fairLottery`.
 */
export function verifyRecord(record: AuditRecord, pool?: { people: readonly Person[]; salt: string }): Verification {
  const { commitment, commitmentHash, draw, drawHash } = record
  const { panels, settings, chances } = commitment
  const wrongSize = failing(panels, (panel) => new Set(panel).size === settings.size && panel.length === settings.size)
  const checks: RecordCheck[] = [
    { code: 'commitment-hash', holds: hashOf(asJson(commitment)) === commitmentHash },
    { code: 'panels-hash', holds: hashOf(panels) === commitment.panelsHash },
    { code: 'panel-sizes', holds: wrongSize.length === 0, panels: wrongSize },
    { code: 'chances', holds: canonicalJson(chancesIn(panels)) === canonicalJson(chances) },
  ]
  if (draw) {
    const drawn = panels[draw.number]
    checks.push({ code: 'drawn-panel', holds: !!drawn && canonicalJson(drawn) === canonicalJson(draw.members) })
    checks.push({ code: 'draw-hash', holds: drawHashOf(commitmentHash, draw) === drawHash })
  }
  if (pool) checks.push(...poolChecks(commitment, pool.people, pool.salt))
  return { holds: checks.every((check) => check.holds), checks }
}

function poolChecks(
  { panels, settings, poolHash: expected }: Commitment,
  people: readonly Person[],
  salt: string,
): RecordCheck[] {
  const { size, quotas, householdLimit = Number.POSITIVE_INFINITY } = settings
  const byPseudonym = new Map(people.map((person) => [pseudonymOf(person.id, salt), person]))
  const membersOf = (panel: readonly string[]) => panel.flatMap((pseudonym) => byPseudonym.get(pseudonym) ?? [])
  const offQuota = failing(panels, (panel) => {
    const members = membersOf(panel)
    return members.length === size && quotas.every((quota) => meets(members, quota))
  })
  const crowded = failing(panels, (panel) => mostInOneHousehold(membersOf(panel)) <= householdLimit)
  return [
    { code: 'pool-hash', holds: poolHash({ people, quotas, size }, salt) === expected },
    { code: 'quotas', holds: offQuota.length === 0, panels: offQuota },
    { code: 'households', holds: crowded.length === 0, panels: crowded },
  ]
}

function meets(members: readonly Person[], { feature, value, min, max }: QuotaSetting): boolean {
  const count = members.filter((person) => person.features[feature] === value).length
  return count >= min && count <= max
}

function mostInOneHousehold(members: readonly Person[]): number {
  const counts = new Map<string, number>()
  for (const { household } of members)
    if (household !== undefined) counts.set(household, (counts.get(household) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

function failing(panels: readonly (readonly string[])[], holds: (panel: readonly string[]) => boolean): number[] {
  return panels.flatMap((panel, number) => (holds(panel) ? [] : [number]))
}

function chancesIn(panels: readonly (readonly string[])[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const panel of panels) for (const member of panel) counts.set(member, (counts.get(member) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => inOrder(a, b))
}

function drawHashOf(commitmentHash: string, { number, drawnAt, evidence, members }: Draw): string {
  return hashOf({ commitmentHash, number, drawnAt, evidence, members })
}

function hashOf(data: Json): string {
  return sha256Hex(canonicalJson(data))
}

function asJson({ format, algorithm, settings, ...rest }: Commitment): Json {
  const { quotas, ...others } = settings
  return {
    format,
    algorithm: { ...algorithm },
    settings: { ...others, quotas: quotas.map((quota) => ({ ...quota })) },
    ...rest,
  }
}
