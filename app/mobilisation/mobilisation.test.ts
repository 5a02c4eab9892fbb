/** The mobilisation's promises, on a real database: nothing leaves unapproved, and letters reach the right doors. */
import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { type House, test } from '../../test/house.ts'
import { wordsOf } from '../../test/pdf-words.ts'
import { settleStock } from '../../test/stock.ts'
import { pathOfFile } from '../platform/files.server.ts'
import { messageIdFor, returnAddressFor } from '../platform/letter-number.ts'
import { writeMail } from '../platform/mail.server.ts'
import { Refusal } from '../platform/refusal.ts'
import { addComment, approvalsOf, approve, commentsOf, leave } from './approvals.server.ts'
import { type Campaign, campaignOf, campaignsOf, createCampaign, writeText } from './campaigns.server.ts'
import {
  consentingPersons,
  consentLink,
  consentsOf,
  noteConsent,
  ownConsents,
  sayConsent,
} from './consents/consents.server.ts'
import { EVERYBODY } from './criteria.ts'
import { deliveriesOf } from './deliveries.server.ts'
import { sendingOf, stopSending, writeEmails } from './emails.job.ts'
import { unknownFields } from './fields.ts'
import {
  frozenByResidence,
  frozenCounts,
  frozenNamed,
  frozenRecipients,
  noteOutOf,
  noteReturn,
} from './frozen.server.ts'
import type { LegalKind } from './legal-kinds.ts'
import { askLetters } from './letters.job.ts'
import { printLetters, printOf } from './letters.server.ts'
import { addressHash, noteOptOut, opt, optOutOf } from './opt-outs.server.ts'
import { linesOver } from './page-fit.server.ts'
import { deliveryPdf, exampleOf, letterFor, previewPdf } from './print.server.ts'
import { countsByResidence, nameTown, recipientCounts, recipientsOf } from './recipients.server.ts'
import { bringReturn, takeReturn } from './returns/returns.server.ts'
import { leaveSms, smsList } from './sms.server.ts'

const WORDS = { subject: 'Venez', body: 'Bonjour {civilité} {nom},\n\nVenez mardi.', link: null }
const step = { signal: new AbortController().signal, progress: async () => undefined }

/** As a mail server writes it (RFC 3464), about a letter that it could not deliver. */
function report(
  to: string,
  letter: { id: string; recipient: string },
  status: string,
  action: 'failed' | 'delayed' = 'failed',
): Buffer {
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
      '',
      '--part',
      'Content-Type: text/plain; charset=us-ascii',
      '',
      'I am sorry to have to inform you that your message could not be delivered.',
      '--part',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${letter.recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      '--part',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageIdFor(letter.id, 'Palier <palier@palier.example>')}`,
      'Subject: Venez',
      '--part--',
      '',
    ].join('\r\n'),
  )
}

test('an unknown field is told before it is printed', () => {
  expect(unknownFields('Bonjour {nom}, {prenom} et {}')).toEqual(['prenom', ''])
})

describe('approval', () => {
  const draft = async (house: House, kind: 'letter' | 'poster' = 'letter') => {
    const animator = house.as('operator-animator')
    const id = await animator((tx) => createCampaign(tx, { title: 'Essai', kind, criteria: EVERYBODY }))
    await animator(async (tx) =>
      writeText(tx, await campaignOf(tx, id), 1, kind === 'letter' ? WORDS : { ...WORDS, body: 'Mardi' }),
    )
    return { id, read: () => animator((tx) => campaignOf(tx, id)) }
  }

  test('needs the operator and the landlord, and a new text voids both', async ({ house }) => {
    const { read } = await draft(house)
    const [lead, pilot] = [house.as('operator-lead'), house.as('landlord-pilot')]
    const campaign = await read()
    await lead((tx) => approve(tx, campaign, campaign.textId))
    expect((await read()).stage).toBe('approved-by-one')
    await expect(lead((tx) => leave(tx, campaign))).rejects.toMatchObject({ code: 'mobilisation.not-approved' })
    await pilot((tx) => approve(tx, campaign, campaign.textId))
    expect((await read()).stage).toBe('approved')
    await lead((tx) => writeText(tx, campaign, campaign.version, { ...WORDS, subject: 'Venez vite' }))
    const edited = await read()
    expect([edited.stage, await lead((tx) => approvalsOf(tx, edited.textId))]).toEqual(['draft', []])
    await expect(lead((tx) => leave(tx, edited))).rejects.toMatchObject({ code: 'mobilisation.not-approved' })
    await expect(pilot((tx) => approve(tx, edited, campaign.textId))).rejects.toMatchObject({
      code: 'mobilisation.text-changed',
    })
  })

  test('is not given by who may not, nor twice, nor while words are left to write', async ({ house }) => {
    const { read } = await draft(house)
    const campaign = await read()
    const give = (tx: Parameters<typeof approve>[0], about: Campaign = campaign) => approve(tx, about, about.textId)
    for (const role of ['operator-animator', 'caretaker', 'partner', 'resident'] as const)
      await expect(house.as(role)(give)).rejects.toThrow(Refusal)
    await house.as('operator-lead')(give)
    await expect(house.as('operator-lead')(give)).rejects.toMatchObject({ code: 'mobilisation.already-approved' })
    await expect(
      house.as('landlord-pilot')((tx) => give(tx, { ...campaign, body: 'Le [jour]' })),
    ).rejects.toMatchObject({ code: 'mobilisation.left-to-write', values: { words: '[jour]' } })
  })

  test('is held by the database too: no departure around the application, no change of a version', async ({
    house,
  }) => {
    const { read } = await draft(house)
    const { id, textId } = await read()
    const { conventionId, memberId } = house.actorOf('operator-lead')
    await expect(
      house.owner.query(
        'insert into mobilisation_departure (convention_id, campaign_id, text_id, left_by) values ($1, $2, $3, $4)',
        [conventionId, id, textId, memberId],
      ),
    ).rejects.toThrow('not approved by both')
    const { rows } = await house.owner.query(
      "select has_table_privilege('palier_app', 'mobilisation_text', 'update') or has_table_privilege('palier_app', 'mobilisation_approval', 'update, delete') as may",
    )
    expect(rows[0].may).toBe(false)
  })

  test('two who edit at once: the second is told, and nothing is lost', async ({ house }) => {
    const { read } = await draft(house)
    const campaign = await read()
    await house.as('operator-lead')((tx) => writeText(tx, campaign, 2, WORDS))
    await expect(house.as('operator-animator')((tx) => writeText(tx, campaign, 2, WORDS))).rejects.toMatchObject({
      code: 'mobilisation.text-changed',
    })
  })

  test('comments say which version they are about; a poster takes no field and keeps its text once it left', async ({
    house,
  }) => {
    const { id, read } = await draft(house, 'poster')
    const [lead, pilot] = [house.as('operator-lead'), house.as('landlord-pilot')]
    const campaign = await read()
    await pilot((tx) => addComment(tx, campaign, 'Plus court.'))
    expect(await lead((tx) => commentsOf(tx, id))).toMatchObject([{ said: 'Plus court.', version: 2 }])
    await expect(lead((tx) => writeText(tx, campaign, 2, WORDS))).rejects.toMatchObject({
      code: 'mobilisation.field-on-poster',
    })
    for (const side of [lead, pilot]) await side((tx) => approve(tx, campaign, campaign.textId))
    await lead((tx) => leave(tx, campaign))
    await expect(lead((tx) => writeText(tx, campaign, 2, { ...WORDS, body: 'Mercredi' }))).rejects.toMatchObject({
      code: 'mobilisation.has-left',
    })
    expect(await pilot((tx) => linesOver(tx, campaign))).toBe(0)
    expect(await pilot((tx) => linesOver(tx, { ...campaign, body: 'Mardi\n'.repeat(40) }))).toBeGreaterThan(10)
    const linked = { ...(await read()), link: 'https://exemple.test/rencontre' }
    for (const paper of ['a4', 'a3'] as const)
      expect((await pilot((tx) => previewPdf(tx, linked, { place: 1, paper }))).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('letters', () => {
  test('go once to each household at a complete address, in the order of the doors, never to a protected one', async ({
    house,
  }) => {
    const { conventionId, memberId } = house.actorOf('caretaker')
    const { residences } = await settleStock(house.owner, conventionId, 2, 12)
    await house.owner.query(
      `update stock_contact set is_protected = true where person_id = (select id from stock_person where convention_id = $1 and code = 'B-R1-3-1')`,
      [conventionId],
    )
    await house.owner.query(
      `update stock_contact set last_name = '' where person_id = (select id from stock_person where convention_id = $1 and code = 'B-R2-4-0')`,
      [conventionId],
    )
    await house.owner.query('insert into stock_coverage (convention_id, member_id, residence_id) values ($1, $2, $3)', [
      conventionId,
      memberId,
      residences[1]?.id,
    ])
    const [lead, pilot, caretaker] = [house.as('operator-lead'), house.as('landlord-pilot'), house.as('caretaker')]
    const id = await lead((tx) => createCampaign(tx, { title: 'Lettres', kind: 'letter', criteria: EVERYBODY }))
    await lead(async (tx) => writeText(tx, await campaignOf(tx, id), 1, WORDS))
    const campaign = await lead((tx) => campaignOf(tx, id))

    // 24 dwellings, one vacant in each ten; one household is protected as a whole.
    const counts = await lead((tx) => recipientCounts(tx, campaign))
    expect(counts).toEqual({ total: 21, protected: 1, agreeing: null })
    const before = await lead((tx) => recipientsOf(tx, campaign))
    expect(before.every(({ problems }) => problems.includes('no-town'))).toBe(true)
    await lead((tx) => nameTown(tx, '93140', 'Bondy'))
    const recipients = await lead((tx) => recipientsOf(tx, campaign))
    expect(recipients.filter(({ problems }) => problems.length > 0).map(({ problems }) => problems)).toEqual([
      ['no-name', 'empty-field'],
    ])
    expect(recipients[0]?.lines.slice(1)).toEqual([
      'RESIDENCE DES ERABLES 1',
      expect.stringMatching(/AVENUE EDOUARD-VAILLANT$/),
      '93140 BONDY',
    ])
    const floors = recipients.filter(({ residence }) => residence.endsWith('1')).map(({ floor }) => floor ?? 0)
    expect(floors).toEqual(floors.toSorted((a, b) => a - b))

    // The landlord's pilot reads the words with the names of the fields: persons are not for them.
    const shown = await pilot((tx) => exampleOf(tx, campaign, 1))
    expect(letterFor(campaign, shown).paragraphs[0]).toBe('Bonjour (civilité) (nom),')
    await expect(pilot((tx) => recipientsOf(tx, campaign))).rejects.toThrow(Refusal)

    await house.owner.query(
      `insert into convention_party (convention_id, part, name, address, is_confirmed) values ($1, 'landlord', 'Habitat des Ormes', E'18 allée des Ormes\n93000 Bobigny', true)`,
      [conventionId],
    )
    for (const side of [lead, pilot]) await side((tx) => approve(tx, campaign, campaign.textId))
    await expect(house.as('operator-animator')((tx) => printLetters(tx, id, step))).rejects.toThrow(Refusal)
    expect(await lead((tx) => printLetters(tx, id, step))).toEqual({ letters: 20 })
    const print = await lead((tx) => printOf(tx, id))
    const pdf = readFileSync(pathOfFile(conventionId, print?.fileId ?? '')).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(20)
    expect(await wordsOf(Buffer.from(pdf, 'latin1'))).toContain(
      'Encasdenon-distribution,retourà:HabitatdesOrmes,18alléedesOrmes,93000Bobigny',
    )
    await expect(lead((tx) => printLetters(tx, id, step))).rejects.toMatchObject({ code: 'mobilisation.has-left' })

    // A caretaker's sheet holds the doors of their own residence alone.
    expect(await caretaker(deliveriesOf)).toMatchObject([{ id }])
    const own = await caretaker((tx) => tx.selectFrom('mobilisation_recipient').select('residence_id').execute())
    expect(new Set(own.map(({ residence_id }) => residence_id))).toEqual(new Set([residences[1]?.id]))
    expect((await caretaker((tx) => deliveryPdf(tx, id))).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(house.as('resident')((tx) => deliveryPdf(tx, id))).rejects.toThrow(Refusal)
  })

  test('of two pages are refused, by how many lines: when approved, and when somebody with a long name came since', async ({
    house,
  }) => {
    const [lead, pilot] = [house.as('operator-lead'), house.as('landlord-pilot')]
    const id = await lead((tx) => createCampaign(tx, { title: 'Longues', kind: 'letter', criteria: EVERYBODY }))
    const write = (body: string) =>
      lead(async (tx) => {
        const campaign = await campaignOf(tx, id)
        await writeText(tx, campaign, campaign.version, { ...WORDS, body })
        return campaignOf(tx, id)
      })
    const tooLong = (lines: number) => ({ code: 'mobilisation.too-long-for-page', values: { lines } })
    const endless = await write('Venez.\n'.repeat(200))
    const full = await lead((tx) => linesOver(tx, endless))
    expect(full).toBeGreaterThan(100)
    const fits = await write('Venez.\n'.repeat(200 - full))
    expect(await lead((tx) => linesOver(tx, fits))).toBe(0)
    const over = await write('Venez.\n'.repeat(202 - full))
    for (const side of [lead, pilot])
      await expect(side((tx) => approve(tx, over, over.textId))).rejects.toMatchObject(tooLong(2))

    const fitsNow = await write(`${'{prénom} '.repeat(5)}\n`.repeat(25))
    for (const side of [lead, pilot]) await side((tx) => approve(tx, fitsNow, fitsNow.textId))
    await house.owner.query(
      "update stock_contact set first_name = 'Marie-Emmanuelle-Antoinette' where last_name = 'Diallo'",
    )
    await expect(lead((tx) => askLetters(tx, id))).rejects.toMatchObject({ code: 'mobilisation.too-long-for-page' })
    await expect(lead((tx) => printLetters(tx, id, step))).rejects.toMatchObject({
      code: 'mobilisation.too-long-for-page',
    })
    expect(await lead((tx) => campaignOf(tx, id))).toMatchObject({ stage: 'approved' })
  })

  test('nothing of it is seen from another convention', async ({ house }) => {
    expect((await house.elsewhere('operator-lead')((tx) => campaignsOf(tx, 1))).campaigns).toEqual([])
    expect(await house.elsewhere('caretaker')(deliveriesOf)).toEqual([])
  })
})

describe('e-mails and text messages', () => {
  const ORIGIN = 'https://palier.example'
  const approved = async (
    house: House,
    kind: 'email' | 'sms',
    words = WORDS,
    legalKind: LegalKind = 'service-information',
  ) => {
    const [lead, pilot] = [house.as('operator-lead'), house.as('landlord-pilot')]
    const id = await lead((tx) => createCampaign(tx, { title: 'Essai', kind, legalKind, criteria: EVERYBODY }))
    await lead(async (tx) => writeText(tx, await campaignOf(tx, id), 1, words))
    const campaign = await lead((tx) => campaignOf(tx, id))
    for (const side of [lead, pilot]) await side((tx) => approve(tx, campaign, campaign.textId))
    return { id, lead, pilot, read: () => lead((tx) => campaignOf(tx, id)) }
  }
  /** Of the 21 households that may be written to. */
  const giveContacts = (house: House) =>
    house.owner.query(
      `update stock_contact c set
         email = case when p.code like '%-1-0' then null when p.code like '%-2-0' then 'pas une adresse'
           when p.code like 'B-R2-%-0' then 'meme@locataires.example' else lower(p.code) || '@locataires.example' end,
         phone = case when p.code like 'B-R1-%' then '06 12 34 5' || lpad((p.birth_year % 1000)::text, 3, '0') else '01 99 00 12 34' end
       from stock_person p where p.id = c.person_id and p.convention_id = $1`,
      [house.actorOf('operator-lead').conventionId],
    )

  test('go to each good address once, with a press that opts out at once; opted out, an address gets no other', async ({
    house,
  }) => {
    await giveContacts(house)
    const { id, lead, pilot } = await approved(house, 'email')
    await expect(house.as('operator-animator')((tx) => writeEmails(tx, id, ORIGIN, step))).rejects.toThrow(Refusal)
    const before = await lead(async (tx) => recipientsOf(tx, await campaignOf(tx, id)))
    const problems = before.flatMap((recipient) => recipient.problems)
    expect(new Set(problems)).toEqual(new Set(['no-contact', 'bad-contact', 'twice', 'empty-field']))
    const { letters } = await lead((tx) => writeEmails(tx, id, ORIGIN, step))
    // Nothing to hand out: a sheet for the doors goes with letters on paper.
    expect((await lead(deliveriesOf)).map((sheet) => sheet.id)).not.toContain(id)
    await expect(lead((tx) => deliveryPdf(tx, id))).rejects.toMatchObject({ status: 404 })
    expect(letters).toBe(before.filter((recipient) => recipient.problems.length === 0).length)
    const { rows } = await house.owner.query("select recipient, body, unsubscribe from mail where purpose = 'campaign'")
    expect(new Set(rows.map(({ recipient }) => recipient)).size).toBe(letters)
    expect(rows[0].body).toContain(rows[0].unsubscribe)
    expect(rows[0].body).toContain('locataire de Habitat des Ormes')
    expect(await pilot((tx) => sendingOf(tx, id))).toEqual({
      written: letters,
      waiting: letters,
      sent: 0,
      bounced: 0,
      returned: 0,
      stopped: 0,
      givenUp: 0,
      reasons: [],
    })
    const token = String(rows[0].unsubscribe).split('/').at(-1) ?? ''
    await opt(token, true)
    expect(await optOutOf(token)).toMatchObject({ isOut: true })
    expect(await pilot((tx) => sendingOf(tx, id))).toMatchObject({ waiting: letters - 1, stopped: 1 })
    const again = await approved(house, 'email')
    const next = await lead(async (tx) => recipientsOf(tx, await again.read()))
    expect(next.filter((recipient) => recipient.problems.includes('opted-out'))).toHaveLength(1)
    await opt(token, false)
    expect(await optOutOf(token)).toMatchObject({ isOut: false })
    await expect(opt('nothing', true)).rejects.toMatchObject({ status: 404 })
    const kept = await house.owner.query('select address_hash from mobilisation_recipient where address_hash like $1', [
      '%@%',
    ])
    expect(kept.rows).toEqual([])
  })

  test('leave so many a minute behind all others; one refused for good is not tried again, and what waits can be stopped', async ({
    house,
  }) => {
    const take = async (most: number) =>
      (await house.owner.query('select id, subject from mail_take($1)', [most])).rows[0]
    const tried = (letter: string, problem: string | null, forGood: boolean) =>
      house.owner.query('select mail_tried($1, $2, $3)', [letter, problem, forGood])
    const { id, lead } = await approved(house, 'email', { ...WORDS, subject: 'Au compte-gouttes' })
    await house.owner.query('delete from mail')
    await lead((tx) => writeEmails(tx, id, ORIGIN, step))
    await lead((tx) =>
      writeMail(tx, { recipient: 'a@exemple.example', subject: 'Lien', body: 'x', purpose: 'sign-in' }),
    )
    const first = await take(2)
    expect(first.subject).toBe('Lien')
    await tried(first.id, null, false)
    await tried((await take(2)).id, null, false)
    await tried((await take(2)).id, 'EENVELOPE', true)
    expect(await take(2)).toBeUndefined()
    expect((await take(3)).subject).toBe('Au compte-gouttes')
    const sending = await lead((tx) => sendingOf(tx, id))
    expect(sending).toMatchObject({ sent: 1, bounced: 1 })
    expect(await lead((tx) => stopSending(tx, id))).toBe(sending?.waiting)
    expect(await lead((tx) => sendingOf(tx, id))).toMatchObject({ waiting: 0, stopped: sending?.waiting })
    expect(await take(1000)).toBeUndefined()
  })

  test('an outage of our mail server burns no try: a letter is tried ever more rarely to its end, then given up with a trace', async ({
    house,
  }) => {
    const { id, lead, pilot } = await approved(house, 'email', { ...WORDS, subject: 'Panne' })
    await house.owner.query('delete from mail')
    const { letters } = await lead((tx) => writeEmails(tx, id, ORIGIN, step))
    const { rows } = await house.owner.query<{ id: string }>(
      "update mail set written_at = now() - interval '10 hours' where id = (select id from mail order by id limit 1) returning id",
    )
    const oldest = rows[0]?.id ?? ''
    const tried = () => house.owner.query("select mail_tried($1, 'ECONNECTION', false)", [oldest])
    const ago = (interval: string) =>
      house.owner.query('update mail set tried_at = now() - $2::interval where id = $1', [oldest, interval])
    const isNext = async () => (await house.owner.query('select id from mail_take(1000)')).rows[0]?.id === oldest
    expect(await isNext()).toBe(true)
    await tried()
    expect(await isNext()).toBe(false)
    await ago('61 seconds')
    expect(await isNext()).toBe(true)
    for (let one = 0; one < 19; one++) await tried()
    await ago('59 minutes')
    expect(await isNext()).toBe(false)
    await ago('61 minutes')
    expect(await isNext()).toBe(true)
    expect(await pilot((tx) => sendingOf(tx, id))).toMatchObject({ waiting: letters, givenUp: 0 })

    await house.owner.query("update mail set expires_at = now() - interval '1 second' where id = $1", [oldest])
    const over = { written: letters, waiting: letters - 1, givenUp: 1 }
    expect(await pilot((tx) => sendingOf(tx, id))).toMatchObject(over)
    await house.owner.query('select mail_expire()')
    await house.owner.query("update mail set expires_at = now() - interval '8 days' where id = $1", [oldest])
    await house.owner.query('select mail_expire()')
    expect((await house.owner.query('select from mail where id = $1', [oldest])).rows).toEqual([])
    expect(await pilot((tx) => sendingOf(tx, id))).toMatchObject(over)
    const missed = await lead((tx) => frozenRecipients(tx, id, { page: 1, missedOnly: true }))
    expect(missed.rows.filter(({ traces }) => traces.some(({ what }) => what === 'given-up'))).toHaveLength(1)
  })

  test('told by telephone, « plus rien » stops what waits too; the tenant’s own press lets letters come again', async ({
    house,
  }) => {
    const { id, lead, read } = await approved(house, 'email', { ...WORDS, subject: 'Plus rien' })
    const { letters } = await lead((tx) => writeEmails(tx, id, ORIGIN, step))
    const { rows } = await house.owner.query(
      'select r.id, r.person_id, m.recipient, m.unsubscribe from mobilisation_recipient r join mail m on m.reference = r.id where r.campaign_id = $1 order by r.rank limit 1',
      [id],
    )
    const [told] = rows
    await expect(house.as('landlord-pilot')(async (tx) => noteOutOf(tx, await read(), told.id))).rejects.toThrow(
      Refusal,
    )
    // The register has another address by now: nothing goes there either.
    await house.owner.query("update stock_contact set email = 'Nouvelle@locataires.example' where person_id = $1", [
      told.person_id,
    ])
    await house.as('operator-animator')(async (tx) => noteOutOf(tx, await read(), told.id))
    expect(await lead((tx) => sendingOf(tx, id))).toMatchObject({ written: letters, waiting: letters - 1, stopped: 1 })
    expect((await house.owner.query('select from mail where reference = $1', [told.id])).rows).toEqual([])
    const problemsNow = async () =>
      (await lead(async (tx) => recipientsOf(tx, await read()))).find(({ personId }) => personId === told.person_id)
        ?.problems
    expect(await problemsNow()).toEqual(['opted-out'])
    const [row] = (await lead((tx) => frozenRecipients(tx, id, { page: 1, missedOnly: true }))).rows.filter(
      ({ isOut }) => isOut,
    )
    expect(row).toMatchObject({ id: told.id, outcome: 'written', traces: [{ what: 'stopped' }] })

    const token = String(told.unsubscribe).split('/').at(-1) ?? ''
    expect(await optOutOf(token)).toMatchObject({ isOut: true })
    await opt(token, false)
    expect(await optOutOf(token)).toMatchObject({ isOut: false })
    await house.owner.query('update stock_contact set email = $2 where person_id = $1', [
      told.person_id,
      told.recipient,
    ])
    expect(await problemsNow()).toEqual([])
  })

  test('text messages are listed for the sender’s tool once both approved, to mobiles only, without who opted out since', async ({
    house,
  }) => {
    const words = {
      subject: 'HabitatOrm',
      body: 'Mardi à 18\u00a0h, salle des Ormes. L’entrée est sans marche.',
      link: null,
    }
    const { lead, read } = await approved(house, 'sms', words)
    await expect(lead(async (tx) => smsList(tx, await read()))).rejects.toMatchObject({ status: 404 })
    await expect(
      lead(async (tx) => writeText(tx, await read(), 2, { ...words, subject: 'Habitat des Ormes' })),
    ).rejects.toMatchObject({ code: 'mobilisation.sender-of-sms' })
    await lead(async (tx) => leaveSms(tx, await read()))
    const list = await lead(async (tx) => smsList(tx, await read()))
    expect(list.length).toBeGreaterThan(3)
    expect(list.every(({ number }) => /^336\d{8}$/.test(number))).toBe(true)
    expect(list[0]?.text).toBe("Mardi à 18 h, salle des Ormes. L'entrée est sans marche.")
    await lead((tx) => noteOptOut(tx, [addressHash(list[0]?.number ?? '')]))
    expect(await lead(async (tx) => smsList(tx, await read()))).toHaveLength(list.length - 1)
  })

  test('an offer goes by day to who agreed, until they take it back, with a link or by telling the team', async ({
    house,
  }) => {
    const { id, lead, read } = await approved(house, 'email', WORDS, 'prospecting')
    const offered = async () => lead(async (tx) => recipientsOf(tx, await read()))
    const before = await offered()
    expect(before.every(({ problems }) => problems.length > 0)).toBe(true)
    await expect(lead((tx) => writeEmails(tx, id, ORIGIN, step))).rejects.toMatchObject({
      code: 'mobilisation.nobody-to-write-to',
    })
    const [one, other, third] = before.filter(({ problems }) => problems.join() === 'no-consent')
    const told = (on: string, given = true) => ({ channel: 'email' as const, given, way: 'paper' as const, on })
    const note = (person: typeof one, say: ReturnType<typeof told>) =>
      house.as('operator-animator')((tx) => noteConsent(tx, person?.personId ?? '', say))
    await note(one, told('2026-03-02'))
    await note(other, told('2026-03-02'))
    // Who opted out of everything gets no offer either; nor does the landlord's pilot note anything.
    await expect(
      house.as('landlord-pilot')((tx) => noteConsent(tx, third?.personId ?? '', told('2026-03-02'))),
    ).rejects.toThrow(Refusal)
    await expect(note(third, told('2999-01-01'))).rejects.toMatchObject({ code: 'mobilisation.not-said-yet' })
    expect(await lead(async (tx) => recipientCounts(tx, await read()))).toMatchObject({ agreeing: 2 })

    expect(await lead((tx) => writeEmails(tx, id, ORIGIN, step))).toEqual({ letters: 2 })
    const waiting = async () =>
      (
        await house.owner.query(
          'select recipient, only_by_day, body from mail where reference in (select id from mobilisation_recipient where campaign_id = $1) and sent_at is null',
          [id],
        )
      ).rows
    const [letter] = await waiting()
    expect(letter.only_by_day).toBe(true)
    const frozen = await house.owner.query(
      "select count(*) filter (where outcome = 'written') as written, count(*) filter (where outcome = 'no-consent') as without from mobilisation_recipient where campaign_id = $1",
      [id],
    )
    expect(frozen.rows[0]).toMatchObject({ written: 2 })
    expect(frozen.rows[0].without).toBe(before.filter(({ problems }) => problems.includes('no-consent')).length - 2)

    // Through the link that came with the letter: at once, also for what is on its way.
    const token = String(letter.body).match(/consent\/(\S+)/)?.[1] ?? ''
    expect(await ownConsents(token)).toMatchObject({ channels: ['email'] })
    await sayConsent(token, 'email', false)
    await sayConsent(token, 'email', false)
    expect(await ownConsents(token)).toMatchObject({ channels: [] })
    expect(await waiting()).toHaveLength(1)
    expect(await lead((tx) => sendingOf(tx, id))).toMatchObject({ written: 2, waiting: 1, stopped: 1 })
    const left = letter.recipient === one?.lines[0] ? one : other
    expect((await lead((tx) => consentsOf(tx, left?.personId ?? ''))).said).toMatchObject([
      { given: false, way: 'link', by: null },
      { given: true, way: 'paper', wording: 1 },
    ])
    // A paper found later does not undo it; the person's own new word does.
    await expect(note(left, told('2026-03-05'))).rejects.toMatchObject({ code: 'mobilisation.said-since' })
    const own = await lead((tx) => consentLink(tx, left?.personId ?? '', ORIGIN))
    await sayConsent(own.split('/').at(-1) ?? '', 'email', true)
    expect((await lead((tx) => consentsOf(tx, left?.personId ?? ''))).agrees).toEqual({ email: true, sms: false })
    expect((await lead((tx) => consentingPersons(tx, 1))).persons).toHaveLength(2)
    await expect(ownConsents('nothing')).rejects.toMatchObject({ status: 404 })
    expect((await house.elsewhere('operator-lead')((tx) => consentingPersons(tx, 1))).persons).toEqual([])
    await expect(
      lead(async (tx) => writeText(tx, { ...(await read()), kind: 'sms' }, 2, { ...WORDS, subject: 'Ormes' })),
    ).rejects.toMatchObject({ code: 'mobilisation.sms-without-stop' })
  })

  test('offers leave on working days and Saturdays, from 8 to 20 o’clock where the tenants live', async ({ house }) => {
    const instants = {
      '2026-03-02T06:59:00Z': false, // a Monday, 7:59
      '2026-03-02T07:00:00Z': true,
      '2026-03-02T18:59:00Z': true,
      '2026-03-02T19:00:00Z': false,
      '2026-07-04T06:00:00Z': true, // a Saturday in summer, 8:00
      '2026-07-05T10:00:00Z': false, // a Sunday
    }
    const { rows } = await house.owner.query('select is_by_day(at) as yes from unnest($1::timestamptz[]) as at', [
      Object.keys(instants),
    ])
    expect(rows.map(({ yes }) => yes)).toEqual(Object.values(instants))
  })

  test('a letter that comes back later is known by its number; an address that is no good gets no other, a full box does', async ({
    house,
  }) => {
    const { id, lead } = await approved(house, 'email')
    await lead((tx) => writeEmails(tx, id, ORIGIN, step))
    const { rows } = await house.owner.query<{ id: string; recipient: string }>(
      'select r.id, m.recipient from mobilisation_recipient r join mail m on m.reference = r.id where r.campaign_id = $1 order by r.rank',
      [id],
    )
    const [gone, full, late, foreign] = rows
    if (!gone || !full || !late || !foreign) throw new Error('too few letters')
    const next = await approved(house, 'email', { ...WORDS, subject: 'La suite' })
    await lead((tx) => writeEmails(tx, next.id, ORIGIN, step))
    const before = await lead((tx) => sendingOf(tx, next.id))

    // The mail server's pipe acts for no convention; the address that it came back to names the letter.
    expect(await takeReturn(report(returnAddressFor(gone.id, 'retours@palier.example'), gone, '5.1.1'))).toBe('noted')
    expect(await takeReturn(report(returnAddressFor(gone.id, 'retours@palier.example'), gone, '5.1.1'))).toBe('noted')
    // What a lead brings is known by the head of the letter that was sent back.
    expect(await lead((tx) => bringReturn(tx, report('claire@palier.example', full, '5.2.2')))).toBe('noted')
    expect(await takeReturn(report('claire@palier.example', late, '4.4.1', 'delayed'))).toBe('not-failed')
    expect(
      await house.elsewhere('operator-lead')((tx) => bringReturn(tx, report('x@y.example', foreign, '5.1.1'))),
    ).toBe('not-ours')
    expect(await takeReturn(Buffer.from('Subject: Absente\r\n\r\nJe rentre lundi.'))).toBe('no-report')
    expect(await takeReturn(Buffer.from('\0\xff'.repeat(99)))).toBe('no-report')
    await expect(house.as('operator-animator')((tx) => bringReturn(tx, Buffer.from('')))).rejects.toThrow(Refusal)

    expect(await lead((tx) => sendingOf(tx, id))).toMatchObject({
      returned: 2,
      reasons: [
        { reason: 'unknown-address', count: 1 },
        { reason: 'full', count: 1 },
      ],
    })
    // What waited for the same address stays here, and no other campaign writes to it.
    expect(await lead((tx) => sendingOf(tx, next.id))).toMatchObject({
      waiting: (before?.waiting ?? 0) - 1,
      stopped: 1,
    })
    const recipients = await lead(async (tx) => recipientsOf(tx, await next.read()))
    const problemsAt = (address: string) => recipients.find(({ lines }) => lines[0] === address)?.problems
    expect([problemsAt(gone.recipient), problemsAt(full.recipient)]).toEqual([['dead'], []])
  })

  test('a letter that the post brings back is noted by the team, with its reason', async ({ house }) => {
    const { rows } = await house.owner.query(
      `select r.id, r.campaign_id, r.person_id, c.last_name, p.household_id from mobilisation_recipient r
         join stock_person p on p.id = r.person_id join stock_contact c on c.person_id = r.person_id
       where r.outcome = 'printed' order by r.rank limit 1`,
    )
    const [{ id, campaign_id, person_id, last_name, household_id }] = rows
    const note = async (tx: Parameters<typeof approve>[0]) =>
      noteReturn(tx, await campaignOf(tx, campaign_id), id, 'moved')
    await expect(house.as('landlord-pilot')(note)).rejects.toThrow(Refusal)
    await house.as('operator-animator')(note)
    const animator = house.as('operator-animator')
    const listed = async () =>
      (await animator((tx) => frozenRecipients(tx, campaign_id, { page: 1, missedOnly: false }))).rows
    const own = async () => (await listed()).find((row) => row.personId === person_id)
    expect(await own()).toMatchObject({ outcome: 'printed', traces: [{ what: 'moved', reason: null }] })
    const missed = await animator((tx) => frozenRecipients(tx, campaign_id, { page: 1, missedOnly: true }))
    expect(missed.rows.map(({ outcome, traces }) => [outcome, ...traces.map(({ what }) => what)])).toEqual([
      ['printed', 'moved'],
      ['bad-address'],
    ])

    // Who moved out since is still there, found as on the envelope; who moved in is not.
    const before = await listed()
    await house.owner.query('update stock_household set left_on = current_date where id = $1', [household_id])
    await house.owner.query('update stock_contact set valid_until = current_date where person_id = $1', [person_id])
    expect(await listed()).toEqual(before)
    const found = await animator((tx) => frozenNamed(tx, campaign_id, last_name))
    expect(found.map((row) => row.personId)).toContain(person_id)
    const street = await animator((tx) => frozenNamed(tx, campaign_id, (before[0]?.place ?? '').split(' · ')[0] ?? ''))
    expect(street[0]?.id).toBe(before[0]?.id)
    expect(await animator((tx) => frozenNamed(tx, campaign_id, ''))).toEqual([])
    const { total } = await animator((tx) => frozenCounts(tx, campaign_id))
    expect(total).toBe(21)
    const parts = await animator((tx) => frozenByResidence(tx, campaign_id))
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    await expect(house.as('landlord-pilot')((tx) => frozenNamed(tx, campaign_id, last_name))).rejects.toThrow(Refusal)

    // Protected since: neither the name nor the address is shown or found.
    await house.owner.query('update stock_contact set is_protected = true where person_id = $1', [person_id])
    expect(await own()).toMatchObject({ name: '', place: expect.not.stringContaining(',') })
    expect((await animator((tx) => frozenNamed(tx, campaign_id, last_name))).map((row) => row.personId)).not.toContain(
      person_id,
    )
    await house.owner.query('update stock_contact set is_protected = false, valid_until = null where person_id = $1', [
      person_id,
    ])
    await house.owner.query('update stock_household set left_on = null where id = $1', [household_id])
  })
})

test('criteria keep those whom the register knows to be within them, and the count says so before anything leaves', async ({
  house,
}) => {
  const lead = house.as('operator-lead')
  const [all, old, large, recent, stairs, none] = await Promise.all(
    [
      EVERYBODY,
      { ...EVERYBODY, ageFrom: 60 },
      { ...EVERYBODY, sizeFrom: 3, sizeTo: 3 },
      { ...EVERYBODY, enteredFrom: '2020-01-01' },
      { ...EVERYBODY, stairwayCodes: ['1'] },
      { ...EVERYBODY, stairwayCodes: ['nulle part'] },
    ].map((criteria) =>
      lead((tx) => recipientCounts(tx, { criteria, kind: 'letter', legalKind: 'service-information' })),
    ),
  )
  const { rows } = await house.owner.query(
    `select count(*) filter (where extract(year from current_date) - p.birth_year >= 60)::integer as old,
       count(*) filter (where h.size = 3)::integer as large, count(*) filter (where h.entered_on >= '2020-01-01')::integer as recent
     from stock_household h join stock_person p on p.household_id = h.id and p.is_holder
     where h.convention_id = $1 and not exists (select from stock_person o join stock_contact c on c.person_id = o.id and c.is_protected where o.household_id = h.id)`,
    [house.actorOf('operator-lead').conventionId],
  )
  expect([old?.total, large?.total, recent?.total]).toEqual([rows[0].old, rows[0].large, rows[0].recent])
  expect([stairs?.total, none?.total]).toEqual([all?.total, 0])
  const parts = await lead((tx) => countsByResidence(tx, EVERYBODY))
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(all?.total)
})
