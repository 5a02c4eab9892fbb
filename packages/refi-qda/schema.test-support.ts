import type { Element } from '../xml-tree/xml-tree.ts'
import { rootOf } from './codebook.ts'

const CODED = ['Description', 'Coding', 'NoteRef']
const BY = ['creatingUser', 'creationDateTime', 'modifyingUser', 'modifiedDateTime']
const TEXT = ['Description', 'PlainTextContent', 'PlainTextSelection', 'Coding', 'NoteRef', 'VariableValue']
const TEXT_PATHS = ['name', 'richTextPath', 'plainTextPath', ...BY]
const PATHS = ['name', 'path', 'currentPath', ...BY]

interface Rule {
  /** In this order; those of `Sources` in any. */
  children: readonly string[]
  required: readonly string[]
  optional: readonly string[]
}

const rule = (children: readonly string[], required: readonly string[], optional: readonly string[] = []): Rule => ({
  children,
  required,
  optional,
})
const reference = rule([], ['targetGUID'])
const text = rule(TEXT, ['guid'], TEXT_PATHS)
const timed = rule(CODED, ['guid', 'begin', 'end'], ['name', ...BY])
const media = (kind: string) =>
  rule(['Description', 'Transcript', `${kind}Selection`, 'Coding', 'NoteRef', 'VariableValue'], ['guid'], PATHS)
const within = ['firstX', 'firstY', 'secondX', 'secondY']

/** What `Project.xsd` 1.0 (18 March 2019) says of each element: its children in their order, its attributes. */
const RULES: Readonly<Record<string, Rule>> = {
  Project: rule(
    'Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef'.split(' '),
    ['name'],
    ['xmlns', 'origin', 'creatingUserGUID', 'creationDateTime', 'modifyingUserGUID', 'modifiedDateTime', 'basePath'],
  ),
  Users: rule(['User'], []),
  User: rule([], ['guid'], ['name', 'id']),
  CodeBook: rule(['Codes'], []),
  Codes: rule(['Code'], []),
  Code: rule(['Description', 'NoteRef', 'Code'], ['guid', 'name', 'isCodable'], ['color']),
  Variables: rule(['Variable'], []),
  Variable: rule(['Description'], ['guid', 'name', 'typeOfVariable']),
  VariableValue: rule(
    ['VariableRef', 'TextValue', 'BooleanValue', 'IntegerValue', 'FloatValue', 'DateValue', 'DateTimeValue'],
    [],
  ),
  Cases: rule(['Case'], []),
  Case: rule(['Description', 'CodeRef', 'VariableValue', 'SourceRef', 'SelectionRef'], ['guid'], ['name']),
  Sources: rule(['TextSource', 'PictureSource', 'PDFSource', 'AudioSource', 'VideoSource'], []),
  TextSource: text,
  Note: text,
  TextDescription: text,
  Representation: text,
  PlainTextSelection: rule(CODED, ['guid', 'startPosition', 'endPosition'], ['name', ...BY]),
  PictureSource: rule(
    ['Description', 'TextDescription', 'PictureSelection', 'Coding', 'NoteRef', 'VariableValue'],
    ['guid'],
    PATHS,
  ),
  PictureSelection: rule(CODED, ['guid', ...within], ['name', ...BY]),
  PDFSource: rule(
    ['Description', 'PDFSelection', 'Representation', 'Coding', 'NoteRef', 'VariableValue'],
    ['guid'],
    PATHS,
  ),
  PDFSelection: rule(
    ['Description', 'Representation', 'Coding', 'NoteRef'],
    ['guid', 'page', ...within],
    ['name', ...BY],
  ),
  AudioSource: media('Audio'),
  AudioSelection: timed,
  VideoSource: media('Video'),
  VideoSelection: timed,
  Transcript: rule(
    ['Description', 'PlainTextContent', 'SyncPoint', 'TranscriptSelection', 'NoteRef'],
    ['guid'],
    TEXT_PATHS,
  ),
  SyncPoint: rule([], ['guid'], ['timeStamp', 'position']),
  TranscriptSelection: rule(CODED, ['guid'], ['name', 'fromSyncPoint', 'toSyncPoint', ...BY]),
  Coding: rule(['CodeRef', 'NoteRef'], ['guid'], ['creatingUser', 'creationDateTime']),
  Notes: rule(['Note'], []),
  Links: rule(['Link'], []),
  Link: rule(['NoteRef'], ['guid'], ['name', 'direction', 'color', 'originGUID', 'targetGUID']),
  Sets: rule(['Set'], []),
  Set: rule(['Description', 'MemberCode', 'MemberSource', 'MemberNote'], ['guid', 'name']),
  MemberCode: reference,
  MemberSource: reference,
  MemberNote: reference,
  CodeRef: reference,
  NoteRef: reference,
  SourceRef: reference,
  SelectionRef: reference,
  VariableRef: reference,
  Description: rule([], []),
  DateValue: rule([], []),
}

/** Where a project's description is not as the schema has it; and the names of its elements. */
export function againstSchema(xml: string): { faults: string[]; met: ReadonlySet<string> } {
  const faults: string[] = []
  const met = new Set<string>()
  const walk = ({ name, attributes, children }: Element): void => {
    met.add(name)
    const known = RULES[name]
    if (!known) return void faults.push(`${name} is unknown`)
    const given = Object.keys(attributes)
    faults.push(...known.required.filter((one) => !given.includes(one)).map((one) => `${name} without ${one}`))
    const allowed = [...known.required, ...known.optional]
    faults.push(...given.filter((one) => !allowed.includes(one)).map((one) => `${name} with ${one}`))
    const places = children.map((child) => known.children.indexOf(child.name))
    children.forEach((child, at) => {
      if (places[at] === -1) faults.push(`${child.name} in ${name}`)
      else if (name !== 'Sources' && (places[at - 1] ?? 0) > (places[at] ?? 0))
        faults.push(`${child.name} after ${children[at - 1]?.name} in ${name}`)
      walk(child)
    })
  }
  walk(rootOf('project.qde', xml))
  return { faults, met }
}
