import { describe, expect, test } from 'vitest'
import { matchHeaders, rememberHeaders } from '#packages/intake/headers.ts'
import { readWhole, textFile } from '#packages/intake/made-files.ts'
import { landlordDwellingsKind } from './landlord-dwellings.kind.ts'
import { landlordTenantsKind } from './landlord-tenants.kind.ts'

describe('a landlord’s dwellings', () => {
  test('one export with codes and one with words give the same dwelling', async () => {
    const codes =
      'CODE_GROUPE;LIB_GROUPE;BAT;ESC;NUM_UG;ETAGE;PORTE;TYPE;SHAB;LOYER_HC;DPE;ETAT_UG;ASCENSEUR\n0012;Les Érables;A;1;0012-0345;RDC;03;T3;62,50;412,08;D;VT;O\n'
    const words =
      'Programme,Nom résidence,Bâtiment,Cage,N° logement,Niveau,N° porte,Nb pièces,Surface habitable,Loyer principal,Étiquette énergie,Statut,Ascenseur\n0012,Les Érables,A,1,0012-0345,0,03,3,62.50,412.08 €,D,Vacance technique,Oui\n'
    const expected = {
      residenceCode: '0012',
      residenceName: 'Les Érables',
      building: 'A',
      stairway: '1',
      dwellingCode: '0012-0345',
      floor: 0,
      door: '03',
      rooms: 3,
      area: 62.5,
      rentCents: 41208,
      energyClass: 'D',
      status: 'vacant-technical',
      lift: true,
      place: null,
    }
    for (const content of [codes, words]) {
      const { rows, problems } = await readWhole(textFile('patrimoine.csv', content), landlordDwellingsKind)
      expect(problems).toEqual([])
      expect(rows).toMatchObject([expected])
    }
  })

  test('headers as people write them are known: small words, signs for number, units in brackets', () => {
    const header = [
      ...['Code Groupe', 'Libellé du groupe', 'Réf. UG', 'N° de porte', 'Adresse du logement', 'SHAB (m²)'],
      ...['Date du DPE', 'Loyer mensuel HC', 'État du logement', 'Ascenseur (O/N)'],
    ]
    expect(matchHeaders(landlordDwellingsKind, header)).toMatchObject({ unread: [], missing: [], duplicated: [] })
    const tenants = [
      ...["Numéro d'unité de gestion", 'N° contrat', 'Nom du locataire', 'Prénom(s)', 'H/F', 'Né(e) le'],
      ...["Date d'entrée dans les lieux", 'Nb pers. au foyer', 'Tél. mobile', 'Adresse e-mail'],
    ]
    expect(matchHeaders(landlordTenantsKind, tenants)).toMatchObject({ unread: [], missing: [], duplicated: [] })
    expect(matchHeaders(landlordTenantsKind, ['N° UG', 'Pays de naissance']).forbidden).toHaveLength(1)
  })

  test.each([
    ['OCCUPATION', 'Oui', 'occupied'],
    ['OCCUPATION', 'O', 'occupied'],
    ['OCCUPATION', 'Non', 'vacant-offered'],
    ['VACANT', 'Oui', 'vacant-offered'],
    ['VACANT', 'O', 'vacant-offered'],
    ['VACANT', 'N', 'occupied'],
    ['MOTIF_VACANCE', 'travaux', 'vacant-technical'],
  ])('%s « %s » is %s', async (title, cell, status) => {
    const { rows } = await readWhole(textFile('p.csv', `NUM_UG;${title}\nA1;${cell}\n`), landlordDwellingsKind)
    expect(rows).toMatchObject([{ status }])
  })

  test('why a dwelling is vacant says more than that it is', async () => {
    const { rows } = await readWhole(
      textFile('p.csv', 'NUM_UG;STATUT;MOTIF_VACANCE\nA1;vacant;travaux\nA2;occupé;travaux\nA3;vacant;\n'),
      landlordDwellingsKind,
    )
    expect(rows.map(({ status }) => status)).toEqual(['vacant-technical', 'occupied', 'vacant-offered'])
  })

  test('a rent of zero is left empty with a warning, a negative area refuses the line', async () => {
    const { rows, problems } = await readWhole(
      textFile('p.csv', 'NUM_UG;LOYER;SHAB\nA1;0;50\nA2;400;-300\n'),
      landlordDwellingsKind,
    )
    expect(rows).toMatchObject([{ dwellingCode: 'A1', rentCents: null }])
    expect(problems).toMatchObject([
      { code: 'value_set_aside', line: 2 },
      { code: 'out_of_range', line: 3, column: 'SHAB', value: '-300' },
    ])
  })

  test('the old corrected area, which is no area in m², is not taken for one', () => {
    expect(matchHeaders(landlordDwellingsKind, ['NUM_UG', 'SURFACE_CORRIGEE']).mapping).not.toHaveProperty('area')
  })

  test('a mapping confirmed once is remembered for the landlord’s next file', () => {
    const first = ['Réf. interne', 'Étiq.']
    const remembered = rememberHeaders(first, { dwellingCode: 0, energyClass: 1 })
    expect(matchHeaders(landlordDwellingsKind, ['étiq', 'REF INTERNE'], remembered).mapping).toEqual({
      dwellingCode: 1,
      energyClass: 0,
    })
  })
})

describe('a landlord’s tenants', () => {
  const file =
    'NUM_UG;NUM_CONTRAT;CIVILITE;NOM;PRENOM;DATE_NAISSANCE;NATIONALITE;SOLDE_LOCATAIRE;RFR;NIR;DATE_ENTREE;NB_OCCUPANTS;TEL_PORTABLE;EMAIL\n' +
    'A1;C1;MME;d’Essai;Noémie;17/05/1961;XX;-250,00;12000;2610593;01/09/2003;2;612345678;Noemie@Exemple.fr\n' +
    'A2;C2;M.;Fictif;Oumar;1988;XX;0;9000;1880575;15/02/2020;4;06 99 00 00 01;\n'

  test('only what may be held is read: the birth date is its year, and columns never read are said', async () => {
    const { rows, problems } = await readWhole(textFile('locataires.csv', file), landlordTenantsKind)
    expect(rows).toEqual([
      {
        dwellingCode: 'A1',
        tenantCode: 'C1',
        householdCode: null,
        lastName: 'd’Essai',
        firstName: 'Noémie',
        sex: 'female',
        birthYear: 1961,
        socialClass: null,
        movedIn: '2003-09-01',
        householdSize: 2,
        isProtected: null,
        role: null,
        phone: '+33612345678',
        email: 'noemie@exemple.fr',
      },
      {
        dwellingCode: 'A2',
        tenantCode: 'C2',
        householdCode: null,
        lastName: 'Fictif',
        firstName: 'Oumar',
        sex: 'male',
        birthYear: 1988,
        socialClass: null,
        movedIn: '2020-02-15',
        householdSize: 4,
        isProtected: null,
        role: null,
        phone: '+33699000001',
        email: null,
      },
    ])
    const said = problems
      .filter(({ code }) => code === 'column_forbidden')
      .map(({ column, params }) => [column, params.reason])
    expect(said).toEqual([
      ['NATIONALITE', 'nationality'],
      ['SOLDE_LOCATAIRE', 'balance'],
      ['RFR', 'income'],
      ['NIR', 'nir'],
    ])
    expect(JSON.stringify(rows) + JSON.stringify(problems)).not.toMatch(/-250|12000|2610593|05-17|17\/05/)
  })

  test('two people of one home who look alike both stay when nothing names them', async () => {
    const { rows, problems } = await readWhole(
      textFile('l.csv', 'NUM_UG;SEXE;ANNEE_NAISSANCE\nA1;F;2004\nA1;F;2004\n'),
      landlordTenantsKind,
    )
    expect(problems).toEqual([])
    expect(rows).toHaveLength(2)
  })

  test('a birth year to come is refused', async () => {
    const { problems } = await readWhole(
      textFile('l.csv', 'NUM_UG;ANNEE_NAISSANCE\nA1;2190\nA2;1950\n'),
      landlordTenantsKind,
    )
    expect(problems).toMatchObject([{ code: 'out_of_range', line: 2, value: '2190' }])
  })
})
