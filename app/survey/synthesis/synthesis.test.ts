import { randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import { PDFDocument } from 'pdf-lib'
import { beforeAll, expect } from 'vitest'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { ROLES } from '#app/platform/permissions.ts'
import { type House, test } from '../../../test/house.ts'
import { type Held, settleInterviews } from '../../../test/interviews.ts'
import { one } from '../../../test/stock.ts'
import { makeCode } from '../coding/codes.server.ts'
import { excerptsOfCodes, finishCoding, markExcerpt } from '../coding/excerpts.server.ts'
import { estimateOf, makeEstimate, publishEstimate } from '../estimates/estimates.server.ts'
import type { LeavingFinding } from './content.ts'
import { type Block, documentOf } from './document.ts'
import {
  addFigure,
  addNeed,
  addVoice,
  findingOf,
  findingsOnCodes,
  needsOf,
  voicesOf,
  writeFinding,
} from './findings.server.ts'
import { heldVoices } from './held-counts.ts'
import { residenceNeeds } from './residence-needs.server.ts'
import { leaving, publishSynthesis, synthesisOf } from './synthesis.server.ts'
import { synthesisDocx, synthesisPdf } from './synthesis-files.server.ts'
import { checkVerbatim, maskVerbatim, verbatimOf } from './verbatims.server.ts'

const AT_REST: JobStep = { signal: new AbortController().signal, progress: async () => undefined }
const lead = (house: House) => house.as('operator-lead')
const animator = (house: House) => house.as('operator-animator')
const pilot = (house: House) => house.as('landlord-pilot')

interface Scene {
  held: Held
  lift: string
  finding: string
  excerpts: string[]
}
let set: Promise<Scene> | undefined
beforeAll(() => {
  set = undefined
})

const WORDS = {
  audience: 'tenant' as const,
  statement: 'Quand l’ascenseur s’arrête, on ne sort plus.',
  plain: 'L’ascenseur tombe en panne.',
}

const EMPTY: LeavingFinding = {
  ...{ findingId: 'x', audience: 'tenant', title: 'Un constat', statement: 'Long', plain: '' },
  ...{ supporting: null, diverging: null, hasDiverging: false, figures: [], verbatims: [], needs: [] },
}

/** Thirty people, fifteen of whom speak of the lift; a finding rests on twelve of them and on three who say otherwise. */
function scene(house: House): Promise<Scene> {
  set ??= (async () => {
    const held = await settleInterviews(house.owner, house.actorOf('operator-lead'), {
      count: 30,
      said: (rank) =>
        rank % 2 === 0 ? 'Avec mes 82 ans, sans ascenseur je reste chez moi, dit Karim.' : 'Tout va bien.',
    })
    return lead(house)(async (tx) => {
      const lift = await makeCode(tx, { name: 'Ascenseur', definition: '', parentId: null })
      const fine = await makeCode(tx, { name: 'Rien à dire', definition: '', parentId: null })
      for (const { id, answerId, words } of held.interviews) {
        await markExcerpt(tx, id, {
          key: `${answerId}:verbatim`,
          codeId: words.startsWith('Avec') ? lift : fine,
          first: '',
          last: '',
        })
        await finishCoding(tx, id, true)
      }
      const finding = await writeFinding(tx, { ...WORDS, title: 'L’ascenseur en panne enferme' })
      const excerpts = (await excerptsOfCodes(tx, [lift], { page: 1, rows: 50 })).rows.map(({ id }) => id)
      const others = (await excerptsOfCodes(tx, [fine], { page: 1, rows: 50 })).rows.map(({ id }) => id)
      for (const excerpt of excerpts.slice(0, 12)) await addVoice(tx, finding, excerpt, 'supports')
      for (const excerpt of others.slice(0, 3)) await addVoice(tx, finding, excerpt, 'diverges')
      await addNeed(tx, finding, { kind: 'issue', wording: 'Un dépannage sous deux heures', residenceId: null })
      return { held, lift, finding, excerpts }
    })
  })()
  return set
}

test('a quotation leaves only masked by one person and read by another, and falls when its words change', async ({
  house,
}) => {
  const { finding, excerpts } = await scene(house)
  const [quoted = ''] = excerpts
  const { masks, proposed } = await lead(house)((tx) => verbatimOf(tx, finding, quoted))
  expect(masks.map(({ kind }) => kind)).toEqual(['age', 'name'])
  expect(proposed).toBe('Avec mes 75 ans et plus, sans ascenseur je reste chez moi, dit [nom].')
  const out = async () => (await lead(house)((tx) => leaving(tx))).findings[0]?.verbatims
  await lead(house)((tx) => maskVerbatim(tx, finding, quoted, proposed))
  expect(await out()).toEqual([])
  await expect(lead(house)((tx) => checkVerbatim(tx, finding, quoted))).rejects.toMatchObject({
    code: 'survey.own-verbatim',
  })
  await expect(
    house.owner.query(
      'update survey_finding_excerpt set checked_at = now(), checked_by = masked_by where excerpt_id = $1',
      [quoted],
    ),
  ).rejects.toThrow()
  await animator(house)((tx) => checkVerbatim(tx, finding, quoted))
  expect(await out()).toEqual([{ said: proposed, stance: 'supports' }])
  await lead(house)((tx) => maskVerbatim(tx, finding, quoted, `${proposed} Voilà.`))
  expect(await out()).toEqual([])
  await animator(house)((tx) => checkVerbatim(tx, finding, quoted))
  const [other = ''] = excerpts.slice(1)
  await house.owner.query(
    'update survey_interview set agrees_quotation = false where id = (select interview_id from survey_excerpt where id = $1)',
    [other],
  )
  await expect(lead(house)((tx) => maskVerbatim(tx, finding, other, 'Autre.'))).rejects.toMatchObject({
    code: 'survey.not-to-be-quoted',
  })
})

test('a finding leads to its excerpts, figures and needs, and each of them back to it', async ({ house }) => {
  const { finding, lift } = await scene(house)
  expect(await lead(house)((tx) => findingOf(tx, finding))).toMatchObject({ supporting: 12, diverging: 3 })
  expect((await lead(house)((tx) => findingsOnCodes(tx, [lift]))).map(({ id }) => id)).toEqual([finding])
  expect((await lead(house)((tx) => needsOf(tx))).map(({ finding_id }) => finding_id)).toEqual([finding])
})

test('the pilot reads the published synthesis and nothing behind it; few voices are not counted', async ({ house }) => {
  const { held, finding, lift } = await scene(house)
  const estimate = await lead(house)((tx) => makeEstimate(tx, held.panelId, 'classes', AT_REST))
  const { figures } = await lead(house)((tx) => estimateOf(tx, estimate))
  const figure = figures.find(({ subjectId, feature }) => subjectId === lift && feature === null)
  await lead(house)((tx) => addFigure(tx, finding, figure?.id ?? ''))
  expect((await lead(house)((tx) => leaving(tx))).findings[0]?.figures).toEqual([])
  await lead(house)((tx) => publishEstimate(tx, estimate))
  const small = await lead(house)((tx) => writeFinding(tx, { ...WORDS, title: 'Un constat sans voix' }))
  expect((await lead(house)((tx) => leaving(tx))).behind.map(({ id }) => id)).toEqual([small])
  expect(await pilot(house)((tx) => synthesisOf(tx))).toBeUndefined()
  await lead(house)((tx) => publishSynthesis(tx, { title: 'Ce que disent les habitants', introduction: 'Printemps.' }))
  const synthesis = await pilot(house)((tx) => synthesisOf(tx))
  const [first] = synthesis?.content.findings ?? []
  // Twelve say it, three say otherwise: the three are fewer than eleven, so neither is counted.
  expect(first).toMatchObject({ supporting: null, diverging: null, hasDiverging: true })
  expect(first?.figures[0]).toMatchObject({ n: 30, wording: 'Ascenseur' })
  expect(first?.verbatims).toHaveLength(1)
  expect(JSON.stringify(synthesis)).not.toContain('Karim')
  for (const role of ROLES) {
    const isOperator = role === 'operator-lead' || role === 'operator-animator'
    for (const table of ['survey_finding', 'survey_finding_excerpt', 'survey_need'] as const)
      expect(
        (await house.as(role)((tx) => tx.selectFrom(table).select('convention_id').execute())).length > 0,
        `${table} ${role}`,
      ).toBe(isOperator)
  }
})

test('a count of voices published before stays until it moved by eleven', async ({ house }) => {
  const { excerpts } = await scene(house)
  const finding = await lead(house)((tx) => writeFinding(tx, { ...WORDS, title: 'Un constat qui grandit' }))
  const published = async (voices: readonly string[]) => {
    await lead(house)(async (tx) => {
      for (const excerpt of voices) await addVoice(tx, finding, excerpt, 'supports')
      await publishSynthesis(tx, { title: 'Synthèse', introduction: '' })
    })
    const synthesis = await pilot(house)((tx) => synthesisOf(tx))
    return synthesis?.content.findings.find(({ findingId }) => findingId === finding)?.supporting
  }
  expect(await published(excerpts.slice(0, 11))).toBe(11)
  expect(await published(excerpts.slice(11, 12))).toBe(11)
  const others = heldVoices({ id: 'x', supporting: 22, diverging: 13 }, [
    { introduction: '', findings: [{ ...EMPTY, findingId: 'x', supporting: 11, diverging: 12 }] },
  ])
  expect(others).toEqual({ supporting: 22, diverging: 12 })
})

test('caretakers are never quoted nor counted one by one, and fewer than five leave no finding', async ({ house }) => {
  const { held } = await scene(house)
  const { conventionId, memberId } = house.actorOf('operator-lead')
  const interview = randomUUID()
  await house.owner.query(
    `insert into survey_interview (convention_id, id, version_id, caretaker_id, held_on, entered_from, interviewer_id, consent, notice,
       agrees_quotation, notes, entered_by, completed_at)
     values ($1, $2, $3, $4, '2026-06-02', 'paper', $5, 'spoken', '2026-1', true, 'Le local est trop petit.', $5, now())`,
    [conventionId, interview, held.versionId, house.actorOf('caretaker').memberId, memberId],
  )
  await lead(house)(async (tx) => {
    const codeId = await makeCode(tx, { name: 'Local', definition: '', parentId: null })
    await markExcerpt(tx, interview, { key: 'notes', codeId, first: '', last: '' })
    const [excerpt] = (await excerptsOfCodes(tx, [codeId], { page: 1, rows: 5 })).rows
    const finding = await writeFinding(tx, { ...WORDS, audience: 'caretaker', title: 'Le local manque de place' })
    await addVoice(tx, finding, excerpt?.id ?? '', 'supports')
    expect(await voicesOf(tx, finding)).toHaveLength(1)
    expect((await leaving(tx)).behind.map(({ id }) => id)).toContain(finding)
    await expect(maskVerbatim(tx, finding, excerpt?.id ?? '', 'Le local.')).rejects.toMatchObject({
      code: 'survey.caretaker-not-quoted',
    })
    const tenants = await writeFinding(tx, { ...WORDS, title: 'Un autre constat' })
    await expect(addVoice(tx, tenants, excerpt?.id ?? '', 'supports')).rejects.toMatchObject({
      code: 'survey.other-audience',
    })
  })
})

test('what caretakers need names no residence, written or already published', async ({ house }) => {
  await scene(house)
  const { conventionId } = house.actorOf('operator-lead')
  const residenceId = await one(
    house.owner,
    `insert into stock_residence (convention_id, code, name) values ($1, 'R-GARDE', 'Résidence gardée') returning id`,
    [conventionId],
  )
  const need = { kind: 'training' as const, wording: 'Une formation aux conflits', residenceId }
  await lead(house)(async (tx) => {
    const caretakers = await writeFinding(tx, { ...WORDS, audience: 'caretaker', title: 'Les gardiens sont seuls' })
    await expect(addNeed(tx, caretakers, need)).rejects.toMatchObject({ code: 'survey.caretaker-need-placed' })
    await addNeed(tx, caretakers, { ...need, residenceId: null })
    const [first] = (await leaving(tx)).findings
    if (!first) throw new Error('expected a finding')
    const placed = { ...need, residence: 'Résidence gardée' }
    const findings = [{ ...first, audience: 'caretaker', needs: [placed] }]
    await tx
      .insertInto('survey_synthesis')
      .values({
        convention_id: tx.actor.conventionId,
        version: 800,
        title: 'Ancienne',
        content: JSON.stringify({ introduction: '', findings }),
        published_by: tx.actor.memberId,
      })
      .execute()
  })
  const old = await pilot(house)((tx) => synthesisOf(tx, 800))
  expect(old?.content.findings[0]?.needs).toEqual([{ ...need, residence: null, residenceId: null }])
  expect((await pilot(house)((tx) => residenceNeeds(tx, 'ormes-bondy', residenceId))).needs).toEqual([])
  await house.owner.query('alter table survey_synthesis disable trigger user')
  await house.owner.query('delete from survey_synthesis where version = 800')
  await house.owner.query('alter table survey_synthesis enable trigger user')
})

test('words are quoted only where three tenants of the residence, and of the age that they tell, speak of the thing', async ({
  house,
}) => {
  const { finding, excerpts } = await scene(house)
  const [, other = ''] = excerpts.slice(2)
  const move = (residence: string) =>
    house.owner.query(
      `update survey_panel_person set residence_id = $2 where id = (select i.panel_person_id from survey_interview i
         join survey_excerpt e on e.interview_id = i.id where e.id = $1)`,
      [other, residence],
    )
  const { rows } = await house.owner.query<{ id: string }>("select md5('one residence')::uuid as id")
  await lead(house)((tx) => maskVerbatim(tx, finding, other, 'Sans ascenseur je reste ici.'))
  await move(randomUUID())
  for (const act of [
    (tx: Parameters<typeof checkVerbatim>[0]) => checkVerbatim(tx, finding, other),
    (tx: Parameters<typeof checkVerbatim>[0]) => maskVerbatim(tx, finding, other, 'Sans ascenseur je reste.'),
  ])
    await expect(animator(house)(act)).rejects.toMatchObject({ code: 'survey.few-speakers' })
  await move(rows[0]?.id ?? '')
  await animator(house)((tx) => checkVerbatim(tx, finding, other))
  const quoted = async () =>
    (await lead(house)((tx) => leaving(tx))).findings[0]?.verbatims.map(({ said }) => said) ?? []
  expect(await quoted()).toContain('Sans ascenseur je reste ici.')
  await move(randomUUID())
  expect(await quoted()).not.toContain('Sans ascenseur je reste ici.')
  await move(rows[0]?.id ?? '')
  await lead(house)((tx) => maskVerbatim(tx, finding, other, ''))
})

test('a residence shows what it needs: to the operator as it is noted, to the landlord once it was published', async ({
  house,
}) => {
  const { finding } = await scene(house)
  const { conventionId } = house.actorOf('operator-lead')
  const residenceId = await one(
    house.owner,
    `insert into stock_residence (convention_id, code, name) values ($1, 'R-ESSAI', 'Résidence d’essai') returning id`,
    [conventionId],
  )
  const shown = (who: typeof lead) => who(house)((tx) => residenceNeeds(tx, 'ormes-bondy', residenceId))
  await lead(house)((tx) => addNeed(tx, finding, { kind: 'issue', wording: 'Réparer la porte du local', residenceId }))
  expect((await shown(animator)).needs).toMatchObject([{ kind: 'issue', findingId: finding }])
  expect((await shown(pilot)).needs).toEqual([])
  await lead(house)((tx) => publishSynthesis(tx, { title: 'Synthèse', introduction: '' }))
  expect((await shown(pilot)).needs).toMatchObject([{ wording: 'Réparer la porte du local', findingId: null }])
  await expect(house.as('caretaker')((tx) => residenceNeeds(tx, 'ormes-bondy', residenceId))).rejects.toMatchObject({
    status: 403,
  })
})

test('the synthesis is a tagged PDF, a DOCX with headings, and two pages for tenants', async ({ house }) => {
  await scene(house)
  const pdf = async (kind: 'full' | 'committee' | 'return') =>
    Buffer.from((await pilot(house)((tx) => synthesisPdf(tx, { kind }))).bytes).toString('latin1')
  const whole = await pdf('full')
  expect(whole).toContain('/StructTreeRoot')
  expect(whole).toContain('pdfuaid:part')
  expect(await pdf('committee')).toContain('/StructTreeRoot')
  const returned = await pilot(house)((tx) => synthesisPdf(tx, { kind: 'return' }))
  expect((await PDFDocument.load(returned.bytes)).getPageCount()).toBeLessThanOrEqual(2)
  const { bytes } = await pilot(house)((tx) => synthesisDocx(tx, { kind: 'full' }))
  const xml = new TextDecoder().decode(unzipSync(bytes)['word/document.xml'])
  expect(xml).toContain('L’ascenseur en panne enferme')
  expect(xml).toContain('Heading2')
})

test('what is handed to tenants is one sheet, however much was written for them', async ({ house }) => {
  const { finding } = await scene(house)
  const plain = 'Vous avez dit que l’ascenseur tombe en panne le soir, et que les voisins portent les courses. '.repeat(
    6,
  )
  await lead(house)(async (tx) => {
    const [first] = (await leaving(tx)).findings
    if (!first) throw new Error('expected a finding')
    const verbatims = [{ said: 'On attend une heure. '.repeat(90), stance: 'supports' as const }]
    const findings = Array.from({ length: 10 }, () => ({ ...first, findingId: finding, plain, verbatims }))
    await tx
      .insertInto('survey_synthesis')
      .values({
        convention_id: tx.actor.conventionId,
        version: 900,
        title: 'Longue',
        content: JSON.stringify({ introduction: '', findings }),
        published_by: tx.actor.memberId,
      })
      .execute()
  })
  const asked = { version: 900, kind: 'return' as const }
  const { bytes } = await pilot(house)((tx) => synthesisPdf(tx, asked))
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(2)
  // The file to work on says the same as the sheet, and both say that there was more.
  const docx = unzipSync((await pilot(house)((tx) => synthesisDocx(tx, asked))).bytes)
  const xml = new TextDecoder().decode(docx['word/document.xml'])
  expect(xml).toContain('D’autres sujets ont été dits')
  expect(xml).not.toContain('On attend une heure')
})

test('for tenants only what is written for them, eight findings at most', () => {
  const findings = Array.from({ length: 12 }, (_, at) => ({ ...EMPTY, plain: at === 0 ? '' : `Phrase ${at}.` }))
  const { blocks } = documentOf(
    { id: 'x', version: 1, title: 'T', at: '2026-06-01T10:00:00Z', content: { introduction: '', findings } },
    'return',
  )
  const plain = blocks.flatMap((block: Block) =>
    block.kind === 'text' && /^Phrase/.test(block.text) ? [block.text] : [],
  )
  expect(plain).toHaveLength(8)
})
