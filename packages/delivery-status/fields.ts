/** What one mail server tells of one letter to one address. */
export interface DeliveryReport {
  /** The address, as the server knew it; may differ from where the letter was sent. */
  readonly recipient: string
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** Enhanced status code, as `5.1.1`. */
  readonly status: string
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
const CODE = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/

/**
 * The reports in the body of a `message/delivery-status` part: one for each recipient it names.
 *
 * The first block is about the message, each further one about a recipient (RFC 3464, 2.1). Where a server gives the
 * undefined code `x.0.0` and its diagnostic holds a precise one of the same class, the precise one is taken.
 *
 * @param body decoded text of the part
 * @returns none for a text that is no such part
 * @see RFC 3464 (fields), RFC 3463 (codes)
 * @example deliveryReports('Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1')
 * // [{ recipient: 'a@b.example', action: 'failed', status: '5.1.1' }]
 */
export function deliveryReports(body: string): DeliveryReport[] {
  return body
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map(fieldsOf)
    .flatMap((fields) => reportFrom(fields) ?? [])
}

/** Field names are case-insensitive; a line that begins with a blank goes on with the one before. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) fields.set(name.toLowerCase(), value.trim())
  }
  return fields
}

function reportFrom(fields: Map<string, string>): DeliveryReport | undefined {
  const who = fields.get('final-recipient') ?? fields.get('original-recipient')
  const action = ACTIONS.find((known) => known === fields.get('action')?.toLowerCase())
  if (who === undefined || action === undefined) return undefined
  return { recipient: withoutType(who), action, status: statusFrom(fields, action) }
}

/** `rfc822; <a@b>` says the kind of address first. */
function withoutType(typed: string): string {
  return typed.replace(/^[^;]*;/, '').replaceAll(/[<>\s]/g, '')
}

function statusFrom(fields: Map<string, string>, action: DeliveryReport['action']): string {
  const given = statusIn(fields.get('status') ?? '')
  const precise = statusIn(fields.get('diagnostic-code') ?? '')
  const silent = given === undefined || /^\d\.0\.0$/.test(given)
  if (silent && precise !== undefined && (given === undefined || given[0] === precise[0])) return precise
  return given ?? (action === 'delayed' ? '4.0.0' : action === 'failed' ? '5.0.0' : '2.0.0')
}

/** The first enhanced status code in what a server said, as `5.1.1` in `550 5.1.1 no such user`. */
export function statusIn(said: string): string | undefined {
  return CODE.exec(said)?.[1]
}
