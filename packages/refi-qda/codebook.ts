import { type Element, element, parseXml, writeXml, XmlError } from '../xml-tree/xml-tree.ts'
import { allCodes, codeElement, description, readCode } from './codes.ts'
import type { Code, CodeSet } from './model.ts'
import { child, children, defined, guid, required, textOf } from './reader.ts'
import { RefiError } from './refi-error.ts'

/** A codebook by itself (`.qdc`): codes, and sets of them. */
export interface Codebook {
  readonly origin?: string
  readonly codes: readonly Code[]
  readonly sets: readonly Pick<CodeSet, 'guid' | 'name' | 'description' | 'codes'>[]
}

const NAMESPACE = 'urn:QDA-XML:codebook:1.0'

/**
 * Reads a codebook.
 *
 * @param file the file's text, or its bytes in UTF-8
 * @throws RefiError `bad-xml`, `doctype`, `not-refi`, `missing-attribute`, `bad-guid`, `duplicate-guid`, `unknown-reference`
 * @see REFI-QDA standard 1.5, section « Codebook »; `Codebook.xsd` 1.0
 */
export function readCodebook(file: string | Uint8Array): Codebook {
  const root = rootOf('codebook.qdc', typeof file === 'string' ? file.replace(/^\ufeff/, '') : decoded(file))
  requireRoot(root, 'CodeBook', 'urn:QDA-XML:codebook:')
  const codes = children(child(root, 'Codes'), 'Code').map(readCode)
  const known = guidsOf(codes)
  return defined({
    origin: root.attributes.origin,
    codes,
    sets: children(child(root, 'Sets'), 'Set').map((set) =>
      defined({
        guid: guid(set),
        name: required(set, 'name'),
        description: textOf(set, 'Description'),
        // The codebook's schema says `guid` where the project's says `targetGUID`; programs write both.
        codes: children(set, 'MemberCode').map((member) => {
          const code = guid(member, member.attributes.guid === undefined ? 'targetGUID' : 'guid')
          if (!known.has(code)) throw unknownCode(code)
          return code
        }),
      }),
    ),
  })
}

export function writeCodebook({ origin, codes, sets }: Codebook): string {
  guidsOf(codes)
  return writeXml(
    element('CodeBook', { xmlns: NAMESPACE, origin }, [
      element('Codes', {}, codes.map(codeElement)),
      element(
        'Sets',
        {},
        sets.map((set) =>
          element('Set', { guid: set.guid, name: set.name }, [
            description(set.description),
            ...set.codes.map((code) => element('MemberCode', { guid: code })),
          ]),
        ),
      ),
    ]),
  )
}

/** Trees of codes go some ten levels down; a file that goes further was made to exhaust its reader. */
const DEEPEST = 200

/**
 * @param part the name of the document, for the error
 * @throws RefiError `bad-xml`, `doctype`
 */
export function rootOf(part: string, text: string): Element {
  try {
    return parseXml(text, DEEPEST)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const code = error.code === 'doctype' ? 'doctype' : 'bad-xml'
    throw new RefiError(code, { part, line: error.line }, `${part}, line ${error.line}: ${error.message}`)
  }
}

/** @throws RefiError `bad-xml` when it is not UTF-8 */
export function decoded(bytes: Uint8Array, part = 'codebook.qdc'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new RefiError('bad-xml', { part }, `${part} is not in UTF-8`)
  }
}

/** @throws RefiError `not-refi` */
export function requireRoot(root: Element, name: string, namespace: string): void {
  const declared = Object.entries(root.attributes).filter(([key]) => /^xmlns(?::|$)/.test(key))
  if (root.name === name && declared.some(([, value]) => value?.startsWith(namespace))) return
  throw new RefiError('not-refi', { root: root.name }, `expected a ${name} of ${namespace}1.0, found ${root.name}`)
}

/** @throws RefiError `duplicate-guid` */
export function guidsOf(codes: readonly Code[]): Set<string> {
  const guids = new Set<string>()
  for (const { guid, name } of allCodes(codes)) {
    if (guids.has(guid))
      throw new RefiError('duplicate-guid', { guid, name }, `two codes have the guid ${guid}: ${name}`)
    guids.add(guid)
  }
  return guids
}

export function unknownCode(code: string): RefiError {
  return new RefiError('unknown-reference', { kind: 'code', guid: code }, `the code ${code} is not in the codebook`)
}
