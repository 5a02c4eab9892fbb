/** A campaign on paper: a preview for one recipient, the poster, the sheet for who delivers by hand. */
import { renderSVG } from 'uqr'
import { parties } from '#app/convention/parties.server.ts'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import type { Campaign, NewWords } from './campaigns.server.ts'
import { type FieldValues, filled } from './fields.ts'
import { type Recipient, recipientsOf } from './recipients.server.ts'
import type { Kind, Words } from './templates.ts'

/** Whom a reader may be shown as an example: a person of the register, or names of the fields. */
export async function exampleOf(tx: ActorTx, campaign: Campaign, place: number): Promise<Printed> {
  if (!may(tx.actor, 'mobilisation.recipient.read') || campaign.kind === 'poster') return unnamed(campaign.kind)
  const [recipient] = await recipientsOf(tx, campaign, { limit: 1, offset: place - 1 })
  return recipient ?? unnamed(campaign.kind)
}

export const LETTERS = 'app/mobilisation/letters.typ'
export const POSTER = 'app/mobilisation/poster.typ'

export type Printed = Pick<Recipient, 'values' | 'lines'>

/** The names of the fields, in the place of somebody. */
export function unnamed(kind: Kind): Printed {
  const values: FieldValues = {
    civilité: '(civilité)',
    prénom: '(prénom)',
    nom: '(nom)',
    résidence: '(résidence)',
    adresse: '(adresse)',
  }
  const paper = ['(PRENOM NOM)', '(RESIDENCE)', '(ADRESSE)', '(CODE POSTAL VILLE)']
  const lines = { letter: paper, poster: paper, email: ['(adresse e-mail)'], sms: ['(numéro)'] }
  return { values, lines: lines[kind] }
}

/** Only what has left is printed without the word that it is a draft. */
export async function previewPdf(
  tx: ActorTx,
  campaign: Campaign,
  { place, paper }: { place: number; paper: 'a4' | 'a3' },
): Promise<Buffer> {
  if (campaign.kind === 'email' || campaign.kind === 'sms') throw new Refusal('platform.not-found', { status: 404 })
  const notice = campaign.leftAt === null ? 'Projet – ne pas diffuser' : null
  const at = new Date(campaign.writtenAt)
  if (campaign.kind === 'letter') {
    const letters = [letterFor(campaign, await exampleOf(tx, campaign, place))]
    return pdfOf(LETTERS, { ...(await letterHeadOf(tx, campaign)), notice, letters }, at)
  }
  return pdfOf(POSTER, { ...(await posterFor(tx, campaign, paper)), notice }, at)
}

/** What the poster shows. */
export async function posterFor(tx: ActorTx, { subject, body, link }: NewWords, paper: 'a4' | 'a3') {
  return { ...(await senderOf(tx)), ...linkOf({ link }), subject, paragraphs: paragraphsOf(body), paper }
}

export function letterFor({ subject, body }: Words, { values, lines }: Printed) {
  return { lines, subject: filled(subject, values), paragraphs: paragraphsOf(filled(body, values)) }
}

/** The address behind the QR code, and its picture. */
export function linkOf({ link }: Pick<Campaign, 'link'>): { link: string | null; qr: string } {
  return { link, qr: link === null ? '' : renderSVG(link, { ecc: 'M', border: 2 }) }
}

function paragraphsOf(text: string): string[] {
  return text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '')
}

/** Who writes, on each letter and poster: both signed the convention. */
export async function senderOf(tx: ActorTx): Promise<{ sender: string; about: string }> {
  const { operator_name, landlord_name } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'landlord_name'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return { sender: landlord_name, about: `avec ${operator_name}` }
}

/** What all letters of a campaign share: who writes, the link, and where a letter goes when it finds nobody: back to the landlord. */
export async function letterHeadOf(tx: ActorTx, { subject, link }: Pick<Campaign, 'subject' | 'link'>) {
  const landlord = (await parties(tx)).find(({ part }) => part === 'landlord')
  const returns = landlord?.address
    ? `En cas de non-distribution, retour à\u00a0: ${landlord.name}, ${landlord.address.replaceAll(/\s*\n\s*/g, ', ')}`
    : null
  return { ...(await senderOf(tx)), ...linkOf({ link }), title: subject, returns }
}

/** Doors in the order of a walk, with a box to tick; a caretaker gets those of the residences that they cover. */
export async function deliveryPdf(tx: ActorTx, campaignId: string, now = new Date()): Promise<Buffer> {
  must(tx.actor, 'mobilisation.delivery.read')
  const rows = await tx
    .selectFrom('mobilisation_recipient as recipient')
    .innerJoin('stock_person as person', 'person.id', 'recipient.person_id')
    .innerJoin('stock_contact as contact', 'contact.person_id', 'recipient.person_id')
    .innerJoin('stock_household as household', 'household.id', 'person.household_id')
    .innerJoin('stock_dwelling as dwelling', 'dwelling.id', 'household.dwelling_id')
    .innerJoin('stock_stairway as stairway', 'stairway.id', 'dwelling.stairway_id')
    .innerJoin('stock_residence as residence', 'residence.id', 'recipient.residence_id')
    .select([
      'residence.name as residence',
      'stairway.code as stairway',
      'dwelling.floor',
      'dwelling.door',
      'contact.last_name',
      'recipient.person_id',
    ])
    .where('recipient.campaign_id', '=', campaignId)
    .where('recipient.outcome', '=', 'printed')
    .where('contact.is_protected', '=', false)
    .orderBy('recipient.rank')
    .limit(50_000)
    .execute()
  if (rows.length === 0) throw new Refusal('platform.not-found', { status: 404 })
  const residences = [...Map.groupBy(rows, ({ residence }) => residence)].map(([name, doors]) => ({
    name,
    count: m.mobilisation_delivery_count({ count: formatNumber(doors.length) }),
    rows: doors.map(({ stairway, floor, door, last_name }) => [
      stairway,
      [floorWord(floor), door ?? ''].filter(Boolean).join(' · '),
      last_name ?? '',
    ]),
  }))
  return pdfOf(
    'app/mobilisation/delivery.typ',
    {
      language: getLocale(),
      title: m.mobilisation_delivery(),
      ...(await senderOf(tx)),
      about: m.mobilisation_delivery_about({ at: formatInstant(now.toISOString()) }),
      notice: null,
      intro: m.mobilisation_delivery_intro(),
      head: [m.mobilisation_stairway(), m.mobilisation_door(), m.mobilisation_name(), m.mobilisation_done()],
      residences,
    },
    now,
  )
}

function floorWord(floor: number | null): string {
  if (floor === null) return ''
  return floor === 0 ? m.mobilisation_ground_floor() : m.mobilisation_floor({ floor: formatNumber(floor) })
}
