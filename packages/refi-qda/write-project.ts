import { type Element, element, writeXml } from '../xml-tree/xml-tree.ts'
import { type FileToPack, pack } from './archive.ts'
import { codeElement, description } from './codes.ts'
import type {
  AreaSource,
  Authored,
  Case,
  Coded,
  Coding,
  MediaSource,
  Project,
  Source,
  TextSource,
  Transcript,
  VariableValue,
} from './model.ts'
import { positions } from './positions.ts'
import { refuseDangling } from './references.ts'
import { RefiError } from './refi-error.ts'

/** Opens a file of the project by the name that `file` or `richText` gives. */
export type OpenFile = (name: string) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Writes a project as `.qdpx`, piece by piece. Texts are written as files of their own with single line ends and without
 * byte order mark, positions in code points, as the standard asks and QualCoder, NVivo and MAXQDA read.
 *
 * @param open gives the recordings, pictures and laid-out texts that the project names
 * @throws RefiError before the first piece: `bad-position`, `bad-file-name`, `unknown-reference`, `duplicate-guid`
 * @see REFI-QDA standard 1.5; `Project.xsd` 1.0 (18 March 2019), whose order of elements is binding
 */
export function writeProject(project: Project, open: OpenFile): AsyncGenerator<Uint8Array> {
  refuseDangling(project)
  const writer = new Writer(project)
  const xml = writeXml(writer.project())
  const files: FileToPack[] = [
    { path: 'project.qde', content: [new TextEncoder().encode(xml)], compress: true },
    ...[...writer.texts].map(([name, text]) => ({
      path: `Sources/${name}`,
      content: [new TextEncoder().encode(text)],
      compress: true,
    })),
    ...[...writer.files].map((name) => ({ path: `Sources/${name}`, content: open(name), compress: false })),
  ]
  return pack(files)
}

class Writer {
  readonly texts = new Map<string, string>()
  readonly files = new Set<string>()
  readonly #project: Project
  readonly #typeOf: ReadonlyMap<string, string>

  constructor(project: Project) {
    this.#project = project
    this.#typeOf = new Map(project.variables.map(({ guid, type }) => [guid, type]))
  }

  project(): Element {
    const { name, origin, createdBy, createdAt, users, codes, variables, cases, sources, notes, links, sets } =
      this.#project
    const attributes = {
      xmlns: 'urn:QDA-XML:project:1.0',
      name,
      origin,
      creatingUserGUID: createdBy,
      creationDateTime: createdAt,
    }
    return element('Project', attributes, [
      group(
        'Users',
        users.map(({ guid, name, id }) => element('User', { guid, name, id })),
      ),
      codes.length > 0 ? element('CodeBook', {}, [element('Codes', {}, codes.map(codeElement))]) : undefined,
      group(
        'Variables',
        variables.map(({ guid, name, type, description: said }) =>
          element('Variable', { guid, name, typeOfVariable: type }, [description(said)]),
        ),
      ),
      group(
        'Cases',
        cases.map((one) => this.#case(one)),
      ),
      group(
        'Sources',
        sources.map((source) => this.#source(source)),
      ),
      group(
        'Notes',
        notes.map((note) => this.#text('Note', note)),
      ),
      group(
        'Links',
        links.map(({ guid, name, direction, colour, from, to, noteRefs }) =>
          element(
            'Link',
            { guid, name, direction, color: colour, originGUID: from, targetGUID: to },
            refs('NoteRef', noteRefs),
          ),
        ),
      ),
      group(
        'Sets',
        sets.map(({ guid, name, description: said, codes, sources, notes }) =>
          element('Set', { guid, name }, [
            description(said),
            ...refs('MemberCode', codes),
            ...refs('MemberSource', sources),
            ...refs('MemberNote', notes),
          ]),
        ),
      ),
      description(this.#project.description),
      ...refs('NoteRef', this.#project.noteRefs),
    ])
  }

  #case({ guid, name, description: said, codes, values, sources, selections }: Case): Element {
    return element('Case', { guid, name }, [
      description(said),
      ...refs('CodeRef', codes),
      ...this.#values(values),
      ...refs('SourceRef', sources),
      ...refs('SelectionRef', selections),
    ])
  }

  #values(values: readonly VariableValue[]): Element[] {
    return values.map(({ variable, value }) =>
      element('VariableValue', {}, [
        element('VariableRef', { targetGUID: variable }),
        value === undefined ? undefined : element(`${this.#typeOf.get(variable)}Value`, {}, value),
      ]),
    )
  }

  #source(source: Source): Element {
    if (source.kind === 'text') return this.#text('TextSource', source)
    return 'transcripts' in source ? this.#media(source) : this.#area(source)
  }

  #text(name: string, source: TextSource): Element {
    const { text, selections } = source
    const positionAt = positions(text)
    const attributes = { ...this.#richText(source.richText), plainTextPath: this.#plainText(source.guid, text) }
    return element(name, { guid: source.guid, name: source.name, ...attributes, ...authored(source) }, [
      description(source.description),
      ...selections.map((selection) => {
        const [startPosition, endPosition] = [positionAt[selection.start], positionAt[selection.end]]
        if (startPosition === undefined || endPosition === undefined || selection.start > selection.end) {
          throw badPosition(source.guid, selection.guid)
        }
        return coded('PlainTextSelection', selection, { startPosition, endPosition })
      }),
      ...source.codings.map(coding),
      ...refs('NoteRef', source.noteRefs),
      ...this.#values(source.values),
    ])
  }

  #plainText(guid: string, text: string): string {
    const name = `${guid}.txt`
    if (text.includes('\r'))
      throw new RefiError('bad-position', { source: guid }, `the text ${guid} has carriage returns`)
    this.texts.set(name, text)
    return `internal://${name}`
  }

  #richText(name: string | undefined): { richTextPath?: string } {
    return name === undefined ? {} : { richTextPath: this.#file(name) }
  }

  #file(name: string): string {
    if (!/^[\w][\w.-]{0,127}$/.test(name)) {
      throw new RefiError('bad-file-name', { name }, `« ${name} » is no file name of letters, digits, dots and dashes`)
    }
    this.files.add(name)
    return `internal://${name}`
  }

  #media(source: MediaSource): Element {
    const [prefix, within] = source.kind === 'audio' ? ['Audio', source.selections] : ['Video', source.selections]
    return element(`${prefix}Source`, this.#located(source), [
      description(source.description),
      ...source.transcripts.map((transcript) => this.#transcript(transcript)),
      ...within.map((selection) => {
        if (selection.begin > selection.end) throw badPosition(source.guid, selection.guid)
        return coded(`${prefix}Selection`, selection, { begin: selection.begin, end: selection.end })
      }),
      ...source.codings.map(coding),
      ...refs('NoteRef', source.noteRefs),
      ...this.#values(source.values),
    ])
  }

  #located(source: MediaSource | AreaSource) {
    const { guid, name, file, elsewhere } = source
    return { guid, name, path: file === undefined ? elsewhere : this.#file(file), ...authored(source) }
  }

  #transcript(transcript: Transcript): Element {
    const { guid, name, text, richText, syncPoints, selections, noteRefs } = transcript
    const positionAt = positions(text)
    const paths = { ...this.#richText(richText), plainTextPath: this.#plainText(guid, text) }
    return element('Transcript', { guid, name, ...paths, ...authored(transcript) }, [
      description(transcript.description),
      ...syncPoints.map(({ guid: point, time, position }) => {
        const at = position === undefined ? undefined : positionAt[position]
        if (position !== undefined && at === undefined) throw badPosition(guid, point)
        return element('SyncPoint', { guid: point, timeStamp: time, position: at })
      }),
      ...selections.map((selection) =>
        coded('TranscriptSelection', selection, { fromSyncPoint: selection.from, toSyncPoint: selection.to }),
      ),
      ...refs('NoteRef', noteRefs),
    ])
  }

  #area(source: AreaSource): Element {
    const pdf = source.kind === 'pdf'
    const said = source.text && this.#text(pdf ? 'Representation' : 'TextDescription', source.text)
    const selections = source.selections.map((selection) => {
      const { page, first, second, text } = selection
      const [firstX, firstY] = first
      const [secondX, secondY] = second
      return coded(
        pdf ? 'PDFSelection' : 'PictureSelection',
        selection,
        { page, firstX, firstY, secondX, secondY },
        text && this.#text('Representation', text),
      )
    })
    return element(pdf ? 'PDFSource' : 'PictureSource', this.#located(source), [
      description(source.description),
      ...(pdf ? [...selections, said] : [said, ...selections]),
      ...source.codings.map(coding),
      ...refs('NoteRef', source.noteRefs),
      ...this.#values(source.values),
    ])
  }
}

function group(name: string, children: readonly Element[]): Element | undefined {
  return children.length === 0 ? undefined : element(name, {}, children)
}

function refs(name: string, guids: readonly string[]): Element[] {
  return guids.map((guid) => element(name, { targetGUID: guid }))
}

function authored({ createdBy, createdAt, changedBy, changedAt }: Authored) {
  return { creatingUser: createdBy, creationDateTime: createdAt, modifyingUser: changedBy, modifiedDateTime: changedAt }
}

function coded(
  name: string,
  selection: Coded,
  bounds: Readonly<Record<string, string | number | undefined>>,
  said?: Element,
): Element {
  return element(name, { guid: selection.guid, name: selection.name, ...bounds, ...authored(selection) }, [
    description(selection.description),
    said,
    ...selection.codings.map(coding),
    ...refs('NoteRef', selection.noteRefs),
  ])
}

function coding({ guid, code, noteRefs, createdBy, createdAt }: Coding): Element {
  return element('Coding', { guid, creatingUser: createdBy, creationDateTime: createdAt }, [
    element('CodeRef', { targetGUID: code }),
    ...refs('NoteRef', noteRefs),
  ])
}

function badPosition(source: string, selection: string): RefiError {
  return new RefiError('bad-position', { source, selection }, `the excerpt ${selection} is not within ${source}`)
}
