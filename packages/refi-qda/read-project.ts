import type { Source as Archive } from '#packages/intake/source.ts'
import type { Element } from '../xml-tree/xml-tree.ts'
import { openArchive, type ProjectFiles } from './archive.ts'
import { decoded, guidsOf, requireRoot, rootOf } from './codebook.ts'
import { readCode } from './codes.ts'
import type {
  AreaSelection,
  AreaSource,
  Authored,
  Case,
  Coded,
  CodeSet,
  Coding,
  Link,
  MediaSource,
  Project,
  Source,
  TextSource,
  Transcript,
  Variable,
  VariableValue,
} from './model.ts'
import { VARIABLE_TYPES } from './model.ts'
import { countingOf, offsets, type Quoted, withSingleLineEnds } from './positions.ts'
import {
  asGuid,
  child,
  children,
  defined,
  guid,
  optionalGuid,
  optionalWhole,
  required,
  targets,
  textOf,
  whole,
} from './reader.ts'
import { refuseDangling } from './references.ts'
import { RefiError } from './refi-error.ts'

/** Something that was read otherwise than it stands, and must be said. */
export type Remark =
  | { readonly kind: 'selection-outside'; readonly source: string; readonly guid: string } // beyond its text, or from a sync point that is not there: left out; of a sync point its place
  | { readonly kind: 'counted-otherwise'; readonly source: string } // positions not as the standard counts: converted
  | { readonly kind: 'left-out'; readonly element: string } // a part of the project that we do not carry: graphs
  | { readonly kind: 'kept-elsewhere'; readonly source: string; readonly path: string } // a file outside of the archive

export interface ReadProject {
  readonly project: Project
  /** What the archive holds under `Sources`, by the names that `file` and `richText` give. */
  readonly files: ProjectFiles
  readonly remarks: readonly Remark[]
}

/** A description of a project beyond this was not made by people: 64 MiB of XML. */
const LARGEST_DESCRIPTION = 64 * 1024 ** 2
/** Two hundred hours of talk. */
const LARGEST_TEXT = 32 * 1024 ** 2

/**
 * Reads a project (`.qdpx`), whole or not at all: every code, source and note that is referred to must be in it.
 *
 * @param archive the file, opened by the caller
 * @throws RefiError `archive`, `no-project`, `too-large`, `not-refi`, `missing-source`, `unknown-reference` and what `readCodebook` throws
 * @see REFI-QDA standard 1.5; `Project.xsd` 1.0 (18 March 2019)
 */
export async function readProject(archive: Archive): Promise<ReadProject> {
  const opened = await openArchive(archive)
  const xml = decoded(await opened.description(LARGEST_DESCRIPTION), 'project.qde')
  const root = rootOf('project.qde', xml)
  requireRoot(root, 'Project', 'urn:QDA-XML:project:')
  const texts = new Map<string, string>()
  for (const path of textPaths(root)) {
    const name = opened.files.resolve(path)
    if (name !== undefined) texts.set(path, decoded(await opened.files.bytes(name, LARGEST_TEXT), name))
  }
  const reader = new Reader(opened.files, texts)
  const project = reader.project(root)
  refuseDangling(project)
  return { project, files: opened.files, remarks: reader.remarks }
}

function textPaths(from: Element): string[] {
  const path = from.attributes.plainTextPath
  const own = path === undefined || path === '' ? [] : [path]
  return [...own, ...from.children.flatMap(textPaths)]
}

class Reader {
  readonly remarks: Remark[] = []
  readonly #files: ProjectFiles
  readonly #texts: ReadonlyMap<string, string>

  constructor(files: ProjectFiles, texts: ReadonlyMap<string, string>) {
    this.#files = files
    this.#texts = texts
  }

  project(root: Element): Project {
    const { attributes } = root
    const codes = children(child(child(root, 'CodeBook') ?? root, 'Codes'), 'Code').map(readCode)
    guidsOf(codes)
    if (child(root, 'Graphs')) this.remarks.push({ kind: 'left-out', element: 'Graphs' })
    return defined({
      name: required(root, 'name'),
      origin: attributes.origin,
      createdBy: optionalGuid(root, 'creatingUserGUID'),
      createdAt: attributes.creationDateTime,
      description: textOf(root, 'Description'),
      users: children(child(root, 'Users'), 'User').map((user) =>
        defined({ guid: guid(user), name: user.attributes.name, id: user.attributes.id }),
      ),
      codes,
      variables: children(child(root, 'Variables'), 'Variable').map(readVariable),
      cases: children(child(root, 'Cases'), 'Case').map(readCase),
      sources: child(root, 'Sources')?.children.flatMap((source) => this.#source(source)) ?? [],
      notes: children(child(root, 'Notes'), 'Note').map((note) => this.#textSource(note)),
      links: children(child(root, 'Links'), 'Link').map(readLink),
      sets: children(child(root, 'Sets'), 'Set').map(readSet),
      noteRefs: targets(root, 'NoteRef'),
    })
  }

  #source(from: Element): Source[] {
    if (from.name === 'TextSource') return [this.#textSource(from)]
    if (from.name === 'AudioSource') return [this.#mediaSource(from, 'audio')]
    if (from.name === 'VideoSource') return [this.#mediaSource(from, 'video')]
    if (from.name === 'PictureSource') return [this.#areaSource(from, 'picture')]
    if (from.name === 'PDFSource') return [this.#areaSource(from, 'pdf')]
    this.remarks.push({ kind: 'left-out', element: from.name })
    return []
  }

  #textSource(from: Element): TextSource {
    const quoted = children(from, 'PlainTextSelection').map((selection) => ({
      ...readCoded(selection),
      start: whole(selection, 'startPosition'),
      end: whole(selection, 'endPosition'),
    }))
    const { text, map } = this.#text(from, quoted)
    return defined({
      kind: 'text' as const,
      ...readCoded(from),
      text,
      richText: this.#richText(from),
      selections: quoted.flatMap((selection) => {
        const [start, end] = [map[selection.start], map[selection.end]]
        if (start !== undefined && end !== undefined && start <= end) return [{ ...selection, start, end }]
        this.remarks.push({ kind: 'selection-outside', source: guid(from), guid: selection.guid })
        return []
      }),
      values: readValues(from),
    })
  }

  /** The text with single line ends, and where each position of the file lies in it. */
  #text(from: Element, quoted: readonly Quoted[]): { text: string; map: readonly number[] } {
    const path = from.attributes.plainTextPath
    const raw = path ? this.#texts.get(path) : (child(from, 'PlainTextContent')?.text ?? '')
    if (raw === undefined) throw missingSource(from, path ?? '')
    const counting = countingOf(raw, quoted)
    if (counting.unit === 'utf-16' || counting.returns) {
      this.remarks.push({ kind: 'counted-otherwise', source: guid(from) })
    }
    return { text: withSingleLineEnds(raw), map: offsets(raw, counting) }
  }

  #richText(from: Element): string | undefined {
    const path = from.attributes.richTextPath
    if (!path) return undefined
    const name = this.#files.resolve(path)
    if (name === undefined) throw missingSource(from, path)
    return name
  }

  #mediaSource(from: Element, kind: MediaSource['kind']): MediaSource {
    return defined({
      kind,
      ...readCoded(from),
      ...this.#file(from),
      transcripts: children(from, 'Transcript').map((transcript) => this.#transcript(transcript)),
      selections: children(from, kind === 'audio' ? 'AudioSelection' : 'VideoSelection').map((selection) => ({
        ...readCoded(selection),
        begin: whole(selection, 'begin'),
        end: whole(selection, 'end'),
      })),
      values: readValues(from),
    })
  }

  #transcript(from: Element): Transcript {
    const points = children(from, 'SyncPoint').map((point) => ({
      guid: guid(point),
      time: optionalWhole(point, 'timeStamp'),
      position: optionalWhole(point, 'position'),
    }))
    const positionOf = new Map(points.map((point) => [point.guid, point.position]))
    const selected = children(from, 'TranscriptSelection').flatMap((selection) => {
      const [start, end] = [optionalGuid(selection, 'fromSyncPoint'), optionalGuid(selection, 'toSyncPoint')]
      const read = defined({ ...readCoded(selection), from: start, to: end })
      if ([start, end].every((point) => point === undefined || positionOf.has(point))) return [read]
      this.remarks.push({ kind: 'selection-outside', source: guid(from), guid: read.guid })
      return []
    })
    const { text, map } = this.#text(
      from,
      selected.flatMap(({ name, from: first = '', to: last = '' }) => {
        const [start, end] = [positionOf.get(first), positionOf.get(last)]
        return start === undefined || end === undefined ? [] : [defined({ name, start, end })]
      }),
    )
    const { codings: _, ...coded } = readCoded(from)
    return defined({
      ...coded,
      text,
      richText: this.#richText(from),
      syncPoints: points.map(({ guid: point, time, position }) => {
        const at = position === undefined ? undefined : map[position]
        if (position !== undefined && at === undefined)
          this.remarks.push({ kind: 'selection-outside', source: guid(from), guid: point })
        return defined({ guid: point, time, position: at })
      }),
      selections: selected,
    })
  }

  #areaSource(from: Element, kind: AreaSource['kind']): AreaSource {
    const said = child(from, kind === 'pdf' ? 'Representation' : 'TextDescription')
    return defined({
      kind,
      ...readCoded(from),
      ...this.#file(from),
      text: said && this.#textSource(said),
      selections: children(from, kind === 'pdf' ? 'PDFSelection' : 'PictureSelection').map((selection) =>
        this.#areaSelection(selection),
      ),
      values: readValues(from),
    })
  }

  #areaSelection(from: Element): AreaSelection {
    const said = child(from, 'Representation')
    return defined({
      ...readCoded(from),
      page: optionalWhole(from, 'page'),
      first: [whole(from, 'firstX'), whole(from, 'firstY')] as const,
      second: [whole(from, 'secondX'), whole(from, 'secondY')] as const,
      text: said && this.#textSource(said),
    })
  }

  /** A recording, picture or PDF may be too large to be in the archive: then its path is told, and nothing is opened. */
  #file(from: Element): { file?: string; elsewhere?: string } {
    const { path, currentPath } = from.attributes
    const told = path || currentPath
    if (!told) return {}
    const file = this.#files.resolve(told)
    if (file !== undefined) return { file }
    if (told.startsWith('internal:')) throw missingSource(from, told)
    this.remarks.push({ kind: 'kept-elsewhere', source: guid(from), path: told })
    return { elsewhere: told }
  }
}

function missingSource(from: Element, path: string): RefiError {
  const { guid, name } = from.attributes
  return new RefiError('missing-source', { guid, name, path }, `« ${name ?? guid} » is in ${path}, which is not there`)
}

function readAuthored({ attributes }: Element): Authored {
  const user = (value: string | undefined) => (value ? asGuid(value, 'creating or modifying user') : undefined)
  return defined({
    createdBy: user(attributes.creatingUser),
    createdAt: attributes.creationDateTime,
    changedBy: user(attributes.modifyingUser),
    changedAt: attributes.modifiedDateTime,
  })
}

function readCoded(from: Element): Coded {
  return defined({
    guid: guid(from),
    name: from.attributes.name,
    description: textOf(from, 'Description'),
    ...readAuthored(from),
    codings: children(from, 'Coding').map(readCoding),
    noteRefs: targets(from, 'NoteRef'),
  })
}

function readCoding(from: Element): Coding {
  const [code] = targets(from, 'CodeRef')
  if (code === undefined) {
    const message = `the coding ${guid(from)} has no code`
    throw new RefiError('missing-attribute', { element: 'Coding', attribute: 'CodeRef', guid: guid(from) }, message)
  }
  return { guid: guid(from), code, ...readAuthored(from), noteRefs: targets(from, 'NoteRef') }
}

function readVariable(from: Element): Variable {
  const type = VARIABLE_TYPES.find((known) => known === from.attributes.typeOfVariable) ?? 'Text'
  return defined({ guid: guid(from), name: required(from, 'name'), type, description: textOf(from, 'Description') })
}

function readValues(from: Element): VariableValue[] {
  return children(from, 'VariableValue').flatMap((value) => {
    const [variable] = targets(value, 'VariableRef')
    const given = value.children.find(({ name }) => name.endsWith('Value'))?.text
    return variable === undefined ? [] : [defined({ variable, value: given === '' ? undefined : given })]
  })
}

function readCase(from: Element): Case {
  return defined({
    guid: guid(from),
    name: from.attributes.name,
    description: textOf(from, 'Description'),
    codes: targets(from, 'CodeRef'),
    values: readValues(from),
    sources: targets(from, 'SourceRef'),
    selections: targets(from, 'SelectionRef'),
  })
}

function readSet(from: Element): CodeSet {
  return defined({
    guid: guid(from),
    name: required(from, 'name'),
    description: textOf(from, 'Description'),
    codes: targets(from, 'MemberCode'),
    sources: targets(from, 'MemberSource'),
    notes: targets(from, 'MemberNote'),
  })
}

function readLink(from: Element): Link {
  return defined({
    guid: guid(from),
    name: from.attributes.name,
    direction: from.attributes.direction,
    colour: from.attributes.color,
    from: optionalGuid(from, 'originGUID'),
    to: optionalGuid(from, 'targetGUID'),
    noteRefs: targets(from, 'NoteRef'),
  })
}
