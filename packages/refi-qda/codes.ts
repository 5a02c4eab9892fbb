import { type Element, element } from '../xml-tree/xml-tree.ts'
import type { Code } from './model.ts'
import { children, defined, guid, required, targets, textOf } from './reader.ts'

/** A code and those under it, as the project and the codebook both write them. */
export function readCode(from: Element): Code {
  const colour = from.attributes.color
  return defined({
    guid: guid(from),
    name: required(from, 'name'),
    codable: !['false', '0'].includes(from.attributes.isCodable?.trim() ?? 'true'),
    // Some programs shorten it or leave it empty.
    colour: colour === undefined || !/^#(?:[0-9a-f]{3}){1,2}$/i.test(colour) ? undefined : longColour(colour),
    description: textOf(from, 'Description'),
    noteRefs: targets(from, 'NoteRef'),
    children: children(from, 'Code').map(readCode),
  })
}

function longColour(colour: string): string {
  return (colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour).toUpperCase()
}

export function codeElement(code: Code): Element {
  return element('Code', { guid: code.guid, name: code.name, isCodable: code.codable, color: code.colour }, [
    description(code.description),
    ...code.noteRefs.map((note) => element('NoteRef', { targetGUID: note })),
    ...code.children.map(codeElement),
  ])
}

export function description(text: string | undefined): Element | undefined {
  return text === undefined ? undefined : element('Description', {}, text)
}

/** Every code of a tree, parents first. */
export function allCodes(codes: readonly Code[]): Code[] {
  return codes.flatMap((code) => [code, ...allCodes(code.children)])
}
