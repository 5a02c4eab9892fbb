/** The number that goes out with a letter, in its Message-ID and its return address, and by which it is known when it comes back. */
const NUMBER = /\bpalier-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i

/** @param reference what the letter is about */
export function messageIdFor(reference: string, sender: string): string {
  return `<palier-${reference}@${domainOf(sender)}>`
}

/** `retours@exemple.fr` becomes `retours+palier-…@exemple.fr`: mail servers deliver it to the same box. */
export function returnAddressFor(reference: string, returns: string): string {
  const at = returns.lastIndexOf('@')
  return `${returns.slice(0, at)}+palier-${reference}${returns.slice(at)}`
}

/** The first such number in a text. */
export function letterNumberIn(text: string): string | undefined {
  return NUMBER.exec(text)?.[1]?.toLowerCase()
}

function domainOf(sender: string): string {
  return /@([^\s<>]+)/.exec(sender)?.[1] ?? 'localhost'
}
