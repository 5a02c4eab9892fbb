import { guidsOf, unknownCode } from './codebook.ts'
import type { Coded, Project, Source, TextSource, Transcript, VariableValue } from './model.ts'
import { RefiError } from './refi-error.ts'

/**
 * Refuses a project in which something points to nothing, or two things share a guid: half of a coding is worse than none.
 *
 * @throws RefiError `unknown-reference`, `duplicate-guid`
 */
export function refuseDangling(project: Project): void {
  const codes = guidsOf(project.codes)
  const sources = unique('source', project.sources)
  const notes = unique('note', project.notes)
  const variables = unique('variable', project.variables)
  const known = (kind: string, list: ReadonlySet<string>, guids: readonly string[]) => {
    for (const guid of guids) {
      if (list.has(guid)) continue
      if (kind === 'code') throw unknownCode(guid)
      throw new RefiError('unknown-reference', { kind, guid }, `the ${kind} ${guid} is not in the project`)
    }
  }
  const values = (list: readonly VariableValue[]) =>
    known(
      'variable',
      variables,
      list.map(({ variable }) => variable),
    )
  for (const coded of [...project.sources, ...project.notes].flatMap(everyCoded)) {
    known('note', notes, coded.noteRefs)
    for (const coding of coded.codings) {
      known('code', codes, [coding.code])
      known('note', notes, coding.noteRefs)
    }
  }
  for (const source of [...project.sources, ...project.notes]) values(source.values)
  for (const { syncPoints, selections } of project.sources.flatMap(transcriptsOf)) {
    const points = unique('sync point', syncPoints)
    for (const { from, to } of selections)
      known(
        'sync point',
        points,
        [from, to].filter((point) => point !== undefined),
      )
  }
  for (const { codes: ofCase, sources: inCase, values: told } of project.cases) {
    known('code', codes, ofCase)
    known('source', sources, inCase)
    values(told)
  }
  for (const set of project.sets) {
    known('code', codes, set.codes)
    known('source', sources, set.sources)
    known('note', notes, set.notes)
  }
  known('note', notes, project.noteRefs)
}

function unique(kind: string, things: readonly { readonly guid: string; readonly name?: string }[]): Set<string> {
  const guids = new Set<string>()
  for (const { guid, name } of things) {
    if (guids.has(guid))
      throw new RefiError('duplicate-guid', { kind, guid, name }, `two ${kind}s have the guid ${guid}`)
    guids.add(guid)
  }
  return guids
}

function transcriptsOf(source: Source): readonly Transcript[] {
  return 'transcripts' in source ? source.transcripts : []
}

function everyCoded(source: Source): Coded[] {
  if (source.kind === 'text') return ofText(source)
  if ('transcripts' in source) {
    const said = source.transcripts.flatMap(({ selections }) => selections)
    return [source, ...source.selections, ...said]
  }
  const within = [source.text, ...source.selections.map(({ text }) => text)].filter((text) => text !== undefined)
  return [source, ...source.selections, ...within.flatMap(ofText)]
}

function ofText(source: TextSource): Coded[] {
  return [source, ...source.selections]
}
