import * as messages from '#messages'

const words: Record<string, unknown> = { ...messages.m }

/** What a field of a file is called on screen. */
export function fieldName(field: string): string {
  const name = words[`stock_field_${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`]
  return typeof name === 'function' ? String(name()) : field
}
