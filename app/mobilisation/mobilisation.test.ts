/** The mobilisation's promises, on a real database: nothing leaves unapproved, and letters reach the right doors. */
import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { type House, test } from '../../test/house.ts'
import { settleStock } from '../../test/stock.ts'
import { pathOfFile } from '../platform/files.server.ts'
import { Refusal } from '../platform/refusal.ts'
import { addComment, approvalsOf, approve, commentsOf, leave } from './approvals.server.ts'
import { type Campaign, campaignOf, campaignsOf, createCampaign, writeText } from './campaigns.server.ts'
import { deliveriesOf } from './deliveries.server.ts'
import { unknownFields } from './fields.ts'
import { printLetters, printOf } from './letters.server.ts'
import { deliveryPdf, exampleOf, letterFor, previewPdf } from './print.server.ts'
import { nameTown, recipientCounts, recipientsOf } from './recipients.server.ts'

const WORDS = { subject: 'Venez', body: 'Bonjour {civilité} {nom},\n\nVenez mardi.', link: null }
const step = { signal: new AbortController().signal, progress: async () => undefined }

test('an unknown field is told before it is printed', () => {
  expect(unknownFields('Bonjour {nom}, {prenom} et {}')).toEqual(['prenom', ''])
})

describe('approval', () => {
  const draft = async (house: House, kind: 'letter' | 'poster' = 'letter') => {
    const animator = house.as('operator-animator')
    const id = await animator((tx) => createCampaign(tx, { title: 'Essai', kind, residenceIds: [] }))
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
    const id = await lead((tx) => createCampaign(tx, { title: 'Lettres', kind: 'letter', residenceIds: [] }))
    await lead(async (tx) => writeText(tx, await campaignOf(tx, id), 1, WORDS))
    const campaign = await lead((tx) => campaignOf(tx, id))

    // 24 dwellings, one vacant in each ten; one household is protected as a whole.
    const counts = await lead((tx) => recipientCounts(tx, campaign))
    expect(counts).toEqual({ total: 21, protected: 1 })
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

    for (const side of [lead, pilot]) await side((tx) => approve(tx, campaign, campaign.textId))
    await expect(house.as('operator-animator')((tx) => printLetters(tx, id, step))).rejects.toThrow(Refusal)
    expect(await lead((tx) => printLetters(tx, id, step))).toEqual({ letters: 20 })
    const print = await lead((tx) => printOf(tx, id))
    const pdf = readFileSync(pathOfFile(conventionId, print?.fileId ?? '')).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(20)
    await expect(lead((tx) => printLetters(tx, id, step))).rejects.toMatchObject({ code: 'mobilisation.has-left' })

    // A caretaker's sheet holds the doors of their own residence alone.
    expect(await caretaker(deliveriesOf)).toMatchObject([{ id }])
    const own = await caretaker((tx) => tx.selectFrom('mobilisation_recipient').select('residence_id').execute())
    expect(new Set(own.map(({ residence_id }) => residence_id))).toEqual(new Set([residences[1]?.id]))
    expect((await caretaker((tx) => deliveryPdf(tx, id))).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(house.as('resident')((tx) => deliveryPdf(tx, id))).rejects.toThrow(Refusal)
  })

  test('nothing of it is seen from another convention', async ({ house }) => {
    expect((await house.elsewhere('operator-lead')((tx) => campaignsOf(tx, 1))).campaigns).toEqual([])
    expect(await house.elsewhere('caretaker')(deliveriesOf)).toEqual([])
  })
})
