import type { Element } from '../xml-tree/xml-tree.ts'
import { RefiError } from './refi-error.ts'

/** Reads attributes and children of elements, and refuses what an element must have and has not. */

/** @throws RefiError `missing-attribute` */
export function required(from: Element, attribute: string): string {
  const value = from.attributes[attribute]
  if (value !== undefined) return value
  const { name, attributes } = from
  const details = { element: name, attribute, guid: attributes.guid }
  throw new RefiError(
    'missing-attribute',
    details,
    `a ${name} without ${attribute} (guid ${attributes.guid ?? 'none'})`,
  )
}

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/

/** A guid in lower case without braces: programs write one guid in both cases. @throws RefiError `bad-guid` */
export function guid(from: Element, attribute = 'guid'): string {
  return asGuid(required(from, attribute), from.name)
}

export function optionalGuid(from: Element, attribute: string): string | undefined {
  const value = from.attributes[attribute]
  return value === undefined || value === '' ? undefined : asGuid(value, from.name)
}

export function asGuid(value: string, element: string): string {
  const found = GUID.exec(value.trim().toLowerCase())?.[1]
  if (found !== undefined) return found
  throw new RefiError('bad-guid', { element, value }, `« ${value} » of a ${element} is no guid`)
}

/** @throws RefiError `missing-attribute`, `bad-number` */
export function whole(from: Element, attribute: string): number {
  return optionalWhole(from, attribute) ?? Number(required(from, attribute))
}

export function optionalWhole(from: Element, attribute: string): number | undefined {
  const value = from.attributes[attribute]
  if (value === undefined) return undefined
  if (/^\d{1,15}$/.test(value.trim())) return Number(value)
  const message = `${attribute} of a ${from.name} is « ${value} », not a whole number of 0 or more`
  throw new RefiError('bad-number', { element: from.name, attribute, value }, message)
}

export function child(from: Element, name: string): Element | undefined {
  return from.children.find((element) => element.name === name)
}

export function children(from: Element | undefined, name: string): Element[] {
  return from?.children.filter((element) => element.name === name) ?? []
}

export function textOf(from: Element, name: string): string | undefined {
  const text = child(from, name)?.text
  return text === '' ? undefined : text
}

/** Guids that references of one kind point to. */
export function targets(from: Element, name: string, attribute = 'targetGUID'): string[] {
  return children(from, name).map((reference) => guid(reference, attribute))
}

/** Without what is undefined, so that what was read equals what was written. */
export function defined<T extends object>(fields: T): T {
  for (const key of Object.keys(fields)) if (Reflect.get(fields, key) === undefined) Reflect.deleteProperty(fields, key)
  return fields
}
