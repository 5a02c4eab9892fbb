import { createReadStream, existsSync } from 'node:fs'
import { RouterContextProvider } from 'react-router'
import { expect } from 'vitest'
import { test as base } from '../../../test/house.ts'
import { offerAllImports } from '../../imports.server.ts'
import { pathOfFile } from '../../platform/files.server.ts'
import { checkJob, commitJob, undoJob } from '../../platform/imports/imports.job.ts'
import { bringFile, confirmAsRecognised, runHere } from '../../platform/imports/in-process.server.ts'
import { problemsOf } from '../../platform/imports/problems.server.ts'
import { confirmMapping } from '../../platform/imports/recognition.server.ts'
import { discardImport, importOf } from '../../platform/imports/record.server.ts'
import { receiveUpload } from '../../platform/imports/upload.server.ts'
import { importView } from '../../platform/imports/view.server.ts'

const DWELLINGS = `CODE_RESIDENCE;NOM_RESIDENCE;BATIMENT;ESCALIER;CODE_LOGEMENT;ADRESSE;CODE_POSTAL;ETAGE;PORTE;TYPE;SURFACE_HABITABLE;DPE;STATUT
G01;Les Érables;A;1;L001;12 avenue Carnot;93140;RDC;01;T3;61,5;D;occupé
G01;Les Érables;A;1;L002;12 avenue Carnot;93140;1;02;T2;45;E;vacant
G01;Les Érables;B;1;L003;14 avenue Carnot;93140;2;03;T4;80,2;F;occupé
G02;Le Clos;A;1;L004;3 rue du Breuil;93140;0;01;T3;62;D;occupé
`
const TENANTS = `CODE_LOGEMENT;CODE_LOCATAIRE;NOM;PRENOM;CIVILITE;DATE_NAISSANCE;DATE_ENTREE;NB_OCCUPANTS;TEL_PORTABLE
L001;T1;Martin;Zoé;Mme;12/05/1961;01/09/2010;2;06 12 34 56 78
L001;T2;Martin;Paul;M.;30/11/1958;01/09/2010;2;
L003;T3;Diallo;Aminata;Mme;02/02/1990;15/01/2022;1;
L999;T4;Perdu;Jean;M.;13/07/1970;01/01/2000;1;
`

type Actor = Parameters<typeof bringFile>[0]

async function* bytes(text: string) {
  yield new TextEncoder().encode(text)
}

async function bring(actor: Actor, text: string, name: string, chosen: Record<string, boolean> = {}) {
  const record = await bringFile(actor, bytes(text), name)
  await confirmAsRecognised(actor, record, chosen)
  return record
}

async function load(actor: Actor, text: string, name: string, chosen: Record<string, boolean> = {}) {
  const { id } = await bring(actor, text, name, chosen)
  await runHere(actor, commitJob, { importId: id, setAside: false, again: false })
  return id
}

const test = base.extend<{ lead: Actor }>({
  lead: [
    async ({ house }, use) => {
      offerAllImports()
      await use(house.actorOf('operator-lead'))
    },
    { scope: 'file' },
  ],
})

test('a landlord’s dwellings make residences, buildings and stairways', async ({ house, lead }) => {
  const record = await bring(lead, DWELLINGS, 'logements.csv')
  expect(record.kind).toBe('stock.landlord-dwellings')
  await runHere(lead, checkJob, { importId: record.id })
  const checked = await house.as('operator-lead')((tx) => importOf(tx, record.id))
  expect(checked.outcome).toMatchObject({ added: 4, changed: 0 })
  const { rows: before } = await house.owner.query('select count(*) from stock_dwelling')
  expect(Number(before[0].count)).toBe(0)
  await runHere(lead, commitJob, { importId: record.id, setAside: false, again: false })
  const { rows } = await house.owner.query(
    `select d.code, r.name, b.code as building, d.floor, d.rooms, d.status from stock_dwelling d join stock_residence r on r.id = d.residence_id
     join stock_stairway w on w.id = d.stairway_id join stock_building b on b.id = w.building_id order by d.code`,
  )
  expect(rows[0]).toEqual({ code: 'L001', name: 'Les Érables', building: 'A', floor: 0, rooms: 3, status: 'occupied' })
  expect(rows[2].building).toBe('B')
})

test('the same file twice is refused, unless it is asked for on purpose; nothing then changes', async ({
  house,
  lead,
}) => {
  const { id } = await bring(lead, DWELLINGS, 'encore.csv')
  await expect(runHere(lead, commitJob, { importId: id, setAside: false, again: false })).rejects.toThrow(
    'import.same-file',
  )
  await runHere(lead, commitJob, { importId: id, setAside: false, again: true })
  const again = await house.as('operator-lead')((tx) => importOf(tx, id))
  expect(again.outcome).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
})

test('tenants find their dwelling, a date of birth becomes a year, orphans are set aside and listed', async ({
  house,
  lead,
}) => {
  const id = await load(lead, TENANTS, 'locataires.csv')
  const { rows } = await house.owner.query('select code, birth_year, sex, is_holder from stock_person order by code')
  expect(rows).toEqual([
    { code: 'T1', birth_year: 1961, sex: 'F', is_holder: true },
    { code: 'T2', birth_year: 1958, sex: 'M', is_holder: false },
    { code: 'T3', birth_year: 1990, sex: 'F', is_holder: true },
  ])
  const listed = await house.as('operator-lead')((tx) => problemsOf(tx, id, { severity: 'set-aside' }))
  expect(listed.rows).toMatchObject([{ line: 5, code: 'stock.import-orphan-tenant', value: 'L999' }])
})

test('persons absent from a newer file are reported and kept; their lease ends only by choice', async ({
  house,
  lead,
}) => {
  const newer = TENANTS.split('\n')
    .filter((line) => !line.includes('T3;') && !line.includes('T4;'))
    .join('\n')
  const id = await load(lead, newer, 'plus-recent.csv')
  const { rows } = await house.as('operator-lead')((tx) => problemsOf(tx, id, { severity: 'warning' }))
  expect(rows).toMatchObject([{ code: 'stock.import-absent', value: 'T3' }])
  const ended = () => house.owner.query('select code from stock_household where left_on is not null')
  expect((await ended()).rows).toEqual([])
  const byChoice = await load(lead, `${newer}\n`, 'plus-recent-2.csv', { endAbsent: true })
  expect((await ended()).rows).toHaveLength(1)
  await runHere(lead, undoJob, { importId: byChoice })
  expect((await ended()).rows).toEqual([])
})

test('a file with one bad line changes nothing; leaving the line aside is a choice', async ({ house, lead }) => {
  const bad = `${DWELLINGS}G03;Le Parc;A;1;L005;1 rue du Parc;93140;0;01;T3;-300;D;occupé\nG03;Le Parc;A;1;L006;1 rue du Parc;93140;1;02;T3;60;D;occupé\n`
  const { id } = await bring(lead, bad, 'mauvais.csv')
  await expect(runHere(lead, commitJob, { importId: id, setAside: false, again: false })).rejects.toThrow(
    'import.lines-refused',
  )
  const parc = () => house.owner.query(`select code from stock_dwelling where code in ('L005', 'L006')`)
  expect((await parc()).rows).toEqual([])
  await runHere(lead, commitJob, { importId: id, setAside: true, again: false })
  expect((await parc()).rows).toEqual([{ code: 'L006' }])
})

test('undo puts back what was changed and removes what was added', async ({ house, lead }) => {
  const changed = DWELLINGS.replace(
    'L002;12 avenue Carnot;93140;1;02;T2;45;E;vacant',
    'L002;12 avenue Carnot;93140;1;02;T2;48;C;occupé',
  )
  const state = () =>
    house.owner
      .query('select code, area_m2, energy_class, status, residence_id from stock_dwelling order by code')
      .then(({ rows }) => rows)
  const before = await state()
  const id = await load(lead, `${changed}G09;Neuve;A;1;L090;9 rue Neuve;93140;0;1;T1;30;A;vacant\n`, 'changements.csv')
  expect(await state()).not.toEqual(before)
  await runHere(lead, undoJob, { importId: id })
  expect(await state()).toEqual(before)
  expect((await house.owner.query(`select from stock_residence where code = 'G09'`)).rowCount).toBe(0)
})

test('undo is refused when something later rests on the rows, and says what', async ({ house, lead }) => {
  const id = await load(lead, DWELLINGS.replaceAll('G0', 'H0').replaceAll('L00', 'M00'), 'autre.csv')
  await house.owner.query(
    `insert into stock_coverage (convention_id, member_id, residence_id)
     select $1, $2, id from stock_residence where code = 'H01'`,
    [lead.conventionId, house.actorOf('caretaker').memberId],
  )
  await expect(runHere(lead, undoJob, { importId: id })).rejects.toMatchObject({
    code: 'import.rested-on',
    values: { things: 'Résidences couvertes par un gardien (1)' },
  })
})

test('another convention sees neither the import nor its problems', async ({ house, lead }) => {
  const { rows } = await house.owner.query('select id from import where convention_id = $1 limit 1', [
    lead.conventionId,
  ])
  await expect(house.elsewhere('operator-lead')((tx) => importOf(tx, rows[0].id))).rejects.toThrow('platform.not-found')
  expect((await house.elsewhere('operator-lead')((tx) => problemsOf(tx, rows[0].id))).total).toBe(0)
})

test('only the lead may bring a file', async ({ house }) => {
  await expect(bringFile(house.actorOf('landlord-pilot'), bytes(DWELLINGS), 'x.csv')).rejects.toThrow(
    'platform.not-allowed',
  )
})

test('a cancelled import leaves nothing, whatever it was doing', async ({ house, lead }) => {
  const { id } = await bring(lead, DWELLINGS.replaceAll('L00', 'K00'), 'arrete.csv')
  const cancel = new AbortController()
  const progress = async (_done: number, _total?: number, step?: string) => {
    if (step === 'import.merging.stock_dwelling') cancel.abort(new Error('cancelled'))
    cancel.signal.throwIfAborted()
  }
  const asked = { importId: id, setAside: false, again: false }
  await expect(runHere(lead, commitJob, asked, { signal: cancel.signal, progress })).rejects.toThrow()
  expect((await house.owner.query(`select from stock_dwelling where code like 'K00%'`)).rowCount).toBe(0)
  expect((await house.as('operator-lead')((tx) => importOf(tx, id))).committed_at).toBeNull()
})

test('an import asked twice, after a process died, is done once', async ({ house, lead }) => {
  const id = await load(lead, DWELLINGS.replaceAll('L00', 'J00'), 'deux-fois.csv')
  await runHere(lead, commitJob, { importId: id, setAside: false, again: false })
  expect((await house.owner.query(`select from stock_dwelling where code like 'J00%'`)).rowCount).toBe(4)
})

test('a file given up leaves its line in the list, and neither bytes nor problems', async ({ house, lead }) => {
  const record = await bringFile(lead, bytes(TENANTS), 'abandon.csv')
  await house.as('operator-lead')((tx) => discardImport(tx, record.id))
  const left = await house.as('operator-lead')((tx) => importOf(tx, record.id))
  expect(left).toMatchObject({ file_id: null, recognised: null })
  expect(existsSync(pathOfFile(lead.conventionId, record.file_id ?? ''))).toBe(false)
})

test('what a landlord calls its columns is remembered for its next file', async ({ house, lead }) => {
  const odd = 'GRP;LOGT NO;RUE\nG1;Q001;1 rue Neuve\nG1;Q002;1 rue Neuve\n'
  const first = await bringFile(lead, bytes(odd), 'bizarre.csv', { kind: 'stock.landlord-dwellings' })
  expect(first.mapping.dwellingCode).toBeUndefined()
  const mapping = { residenceCode: 0, dwellingCode: 1, address: 2 }
  await house.as('operator-lead')((tx) => confirmMapping(tx, first.id, { mapping, answers: {}, choices: {} }))
  const second = await bringFile(lead, bytes(`${odd}G1;Q003;1 rue Neuve\n`), 'bizarre-2.csv')
  expect(second).toMatchObject({ kind: 'stock.landlord-dwellings', mapping })
})

test.for<[name: string, content: string | Uint8Array, sentence: RegExp]>([
  ['vide.csv', '', /vide/i],
  ['seul-en-tete.csv', 'CODE_LOGEMENT;ADRESSE\n', /aucune ligne/i],
  ['nul.csv', 'CODE_LOGEMENT;ADRESSE\nL1;a\0b\n', /octet nul, ligne 2/i],
  ['facture.csv', '%PDF-1.7\n', /PDF/],
  ['vieux.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]), /./],
])(
  'the bad file %s is answered in French, and nothing comes in',
  async ([name, content, sentence], { house, lead }) => {
    async function* sent() {
      yield typeof content === 'string' ? new TextEncoder().encode(content) : content
    }
    const record = await bringFile(lead, sent(), name)
    const view = await house.as('operator-lead')((tx) => importView(tx, record.id, 1, undefined))
    expect(view.refused[0]?.message).toMatch(sentence)
    const asked = { importId: record.id, setAside: true, again: true }
    await expect(runHere(lead, commitJob, asked)).rejects.toThrow('import.not-ready')
  },
)

test('more files at once than can be looked at are refused whole', async ({ house, lead }) => {
  const form = new FormData()
  for (let file = 0; file <= 200; file++) form.append('files', new File(['a;b'], `${file}.csv`))
  const request = new Request('http://palier.test', { method: 'POST', body: form })
  const before = await house.owner.query('select count(*) from import')
  await expect(receiveUpload(lead, { request, context: new RouterContextProvider() })).rejects.toMatchObject({
    code: 'import.too-many-files',
  })
  expect((await house.owner.query('select count(*) from import')).rows).toEqual(before.rows)
})

test('cells that look like formulas come in as text', async ({ house, lead }) => {
  await load(
    lead,
    'CODE_RESIDENCE;NOM_RESIDENCE;CODE_LOGEMENT;ADRESSE\nF1;=HYPERLINK("x");F001;@SUM(1)\nF1;=HYPERLINK("x");F002;1\\tab\n',
    'formules.csv',
  )
  const { rows } = await house.owner.query(
    `select address from stock_dwelling where code in ('F001', 'F002') order by code`,
  )
  expect(rows).toEqual([{ address: '@SUM(1)' }, { address: '1\\tab' }])
})

const ADDRESSES = `id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat;libelle_acheminement;nom_afnor;cad_parcelles
93010_1430_00012;;12;;Avenue Carnot;93140;93010;Bondy;;;2.482;48.9065;BONDY;AVENUE CARNOT;
93010_1430_00014;;14;;Avenue Carnot;93140;93010;Bondy;;;2.4822;48.9066;BONDY;AVENUE CARNOT;
93010_1100_00003;;3;;Rue du Breuil;93140;93010;Bondy;;;2.476;48.903;BONDY;RUE DU BREUIL;
93010_1100_00005;;5;;AllÃ©e Racine;93140;93010;Bondy;;;2.477;48.904;BONDY;ALLEE RACINE;
`

test('the public files of Bondy load as they are: they place the residences and give each its quarter', async ({
  house,
  lead,
}) => {
  const folder = new URL('../../../demo/territory/', import.meta.url)
  await load(lead, ADDRESSES, 'adresses-93010.csv')
  const { rows: repaired } = await house.owner.query(
    `select address from stock_address where code = '93010_1100_00005'`,
  )
  expect(repaired).toEqual([{ address: '5 Allée Racine' }])
  for (const name of ['contours-iris-2022_bondy-et-voisines_wgs84.geojson', 'rpls2022_bondy_LB93.geojson']) {
    const record = await bringFile(lead, createReadStream(new URL(name, folder)), name)
    await confirmAsRecognised(lead, record, { createMissing: true })
    await runHere(lead, commitJob, { importId: record.id, setAside: false, again: false })
  }
  const { rows } = await house.owner.query(
    `select code, commune_code, quarter_code, declared_dwellings > 0 as declared from stock_residence
     where code in ('G01', 'G02') order by code`,
  )
  expect(rows).toEqual([
    { code: 'G01', commune_code: '93010', quarter_code: expect.stringMatching(/^93010\d{4}$/), declared: null },
    { code: 'G02', commune_code: '93010', quarter_code: expect.stringMatching(/^93010\d{4}$/), declared: true },
  ])
  const { rows: sum } = await house.owner.query(
    `select sum(declared_dwellings)::integer as declared from stock_residence where convention_id = $1`,
    [lead.conventionId],
  )
  expect(sum[0].declared).toBe(9605)
})

const REGISTER = `DROIT;DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;INDREP;TYPVOIE;NOMVOIE;NUMAPPT;ESC;ETAGE;BAT;QPV;TYPECONST;NBPIECE;SURFHAB;CONSTRUCT;LOCAT;FINAN;DPEDATE;DPEENERGIE;DPESERRE;X;Y
1;93010;93140;BONDY;40;B;AV;DU MAL FOCH;01;1;0;A;1;C;3;61;1968;1969;12;15/03/2023;C;C;662000,5;6867000,2
1;93010;93140;BONDY;40;B;AV;DU MAL FOCH;77;1;9;A;1;C;3;61;1968;1969;12;;;;662000,5;6867000,2
1;93010;93140;BONDY;99;B;RUE;INCONNUE;01;1;0;A;2;C;2;40;1975;1976;12;;;;662100,5;6867100,2
`

test('the national register completes the dwelling of the same address, floor and door, and sets the rest aside', async ({
  house,
  lead,
}) => {
  const ours =
    'CODE_RESIDENCE;CODE_LOGEMENT;ADRESSE;ETAGE;PORTE;SURFACE_HABITABLE;DPE\nG70;L700;40 bis avenue du Maréchal Foch;RDC;1;61,5;D\n'
  await load(lead, ours, 'foch.csv')
  const id = await load(lead, REGISTER, 'rpls.csv')
  const { rows } = await house.owner.query(
    `select year_let, funding_code, is_in_priority_quarter, energy_class, area_m2::float from stock_dwelling where code = 'L700'`,
  )
  // The landlord's own letter and area stand; what it left empty is filled.
  expect(rows).toEqual([
    { year_let: 1969, funding_code: '12', is_in_priority_quarter: true, energy_class: 'D', area_m2: 61.5 },
  ])
  const aside = await house.as('operator-lead')((tx) => problemsOf(tx, id, { severity: 'set-aside' }))
  expect(aside.rows.map(({ line, code }) => [line, code])).toEqual([
    [3, 'stock.import-dwelling-not-found'],
    [4, 'stock.import-address-unknown'],
  ])
  await runHere(lead, undoJob, { importId: id })
})

test('on an empty stock the national register makes residences and dwellings; the same file again changes nothing', async ({
  house,
}) => {
  const other = house.actorOf('operator-lead', 'elsewhere')
  const first = await bring(other, REGISTER, 'rpls.csv')
  await runHere(other, commitJob, { importId: first.id, setAside: false, again: false })
  const outcome = async (id: string) => (await house.elsewhere('operator-lead')((tx) => importOf(tx, id))).outcome
  expect(await outcome(first.id)).toMatchObject({ added: 3, setAside: 0 })
  const again = await bring(other, REGISTER, 'rpls.csv', { createMissing: true })
  await runHere(other, commitJob, { importId: again.id, setAside: false, again: true })
  expect(await outcome(again.id)).toMatchObject({ added: 0, changed: 0 })
})
