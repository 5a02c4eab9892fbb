import { importKind, optional, type RowOfKind, required } from '#packages/intake/kind.ts'
import { inseeCode, postalCode } from '#packages/intake/values/code.ts'
import { date, year } from '#packages/intake/values/date.ts'
import { decimal, integer } from '#packages/intake/values/number.ts'
import { choice, key, text, yesNo } from '#packages/intake/values/word.ts'
import { energyClass } from './energy-class.ts'
import { floorNumber } from './floor.ts'
import { givenPlace } from './place.ts'

/**
 * The national register of social dwellings (RPLS), one line for each dwelling, in its three ways of naming
 * columns: reduced (2016–2017), full (2018–2023, by codes or by long labels) and DiDo (from 2023, under three
 * lines of preamble, codes suffixed `_CODE`). Coordinates stay as given.
 */
export const rplsKind = importKind(
  {
    id: 'stock.rpls',
    fields: {
      communeCode: required(inseeCode()),
      postalCode: optional(postalCode()),
      communeName: optional(text(80)),
      streetNumber: optional(key(20)),
      repetition: optional(key(10)),
      streetType: optional(text(40)),
      streetName: optional(text(120)),
      building: optional(key(60)),
      stairway: optional(key(40)),
      entrance: optional(key(60)),
      floor: optional(floorNumber()),
      door: optional(key(40)),
      constructionType: optional(
        choice({ collective: ['C', 'collectif'], individual: ['I', 'individuel'], student: ['E', 'étudiant'] }),
      ),
      rooms: optional(integer({ min: 1, max: 30, aside: true })),
      area: optional(decimal({ min: 5, max: 1000, aside: true })),
      yearBuilt: optional(year({ min: 1400, max: 2100, aside: true })),
      yearLet: optional(year({ min: 1800, max: 2100, aside: true })),
      fundingCode: optional(key(120)), // its code, or in 2022 its words
      inPriorityQuarter: optional(priorityQuarter()),
      dpeDate: optional(date({ from: '1990-01-01', to: '2100-01-01', aside: true })),
      energyClass: optional(energyClass()),
      emissionClass: optional(energyClass()),
      x: optional(decimal({ min: -1_000_000, max: 10_000_000 })),
      y: optional(decimal({ min: -1_000_000, max: 10_000_000 })),
    },
    dialects: [
      {
        id: 'full',
        marks: ['DROIT', 'NUMAPPT', 'FINAN', 'DPEENERGIE'],
        headers: {
          communeCode: ['DEPCOM'],
          postalCode: ['CODEPOSTAL'],
          communeName: ['LIBCOM'],
          streetNumber: ['NUMVOIE'],
          repetition: ['INDREP'],
          streetType: ['TYPVOIE'],
          streetName: ['NOMVOIE'],
          building: ['BAT'],
          stairway: ['ESC'],
          entrance: ['ENTREE'],
          floor: ['ETAGE'],
          door: ['NUMAPPT'],
          constructionType: ['TYPECONST'],
          rooms: ['NBPIECE'],
          area: ['SURFHAB'],
          yearBuilt: ['CONSTRUCT'],
          yearLet: ['LOCAT'],
          fundingCode: ['FINAN'],
          inPriorityQuarter: ['QPV'],
          dpeDate: ['DPEDATE'],
          energyClass: ['DPEENERGIE'],
          emissionClass: ['DPESERRE'],
          x: ['X'],
          y: ['Y'],
        },
        options: columnsOf(','),
      },
      {
        id: 'full-labels',
        marks: ['Nom du Programme', 'Année de construction', 'Code Postal'],
        headers: {
          communeCode: ['Code commune', 'Code INSEE', 'Code INSEE commune', 'DEPCOM'],
          postalCode: ['Code Postal'],
          communeName: ['Libellé commune', 'Commune', 'Nom commune'],
          streetNumber: ['Numéro de voie', 'Numéro voie', 'Numéro'],
          repetition: ['Indice de répétition', 'Indice répétition'],
          streetType: ['Type de voie', 'Type voie'],
          streetName: ['Nom de voie', 'Nom de la voie', 'Nom voie'],
          building: ['Bâtiment'],
          stairway: ['Escalier'],
          entrance: ['Entrée'],
          floor: ['Étage'],
          door: ["Numéro d'appartement", 'Numéro appartement'],
          constructionType: ['Type de construction', 'Type construction'],
          rooms: ['Nombre de pièces', 'Nombre de pièces principales'],
          area: ['Surface habitable'],
          yearBuilt: ['Année de construction'],
          yearLet: ['Année de première mise en location', 'Année de mise en location', 'Année de première location'],
          fundingCode: ['Financement initial', 'Financement', 'Code financement'],
          inPriorityQuarter: ['QPV', 'Quartier prioritaire'],
          dpeDate: ['Date du DPE', 'Date DPE'],
          energyClass: ['DPE énergie', 'Étiquette énergie'],
          emissionClass: ['DPE serre', 'DPE gaz à effet de serre', 'Étiquette GES'],
          x: ['Coordonnée X'],
          y: ['Coordonnée Y'],
        },
        options: columnsOf(','),
      },
      {
        id: 'dido',
        marks: ['DEP_CODE', 'REG_CODE', 'FINAN_CODE', 'TYPECONST_CODE', 'QUALITE_XY'],
        headers: {
          communeCode: ['DEPCOM_CODE', 'DEPCOM', 'COMMUNE_CODE'],
          postalCode: ['CODEPOSTAL', 'CODEPOSTAL_CODE'],
          communeName: ['LIBCOM', 'DEPCOM_LIBELLE', 'COMMUNE_LIBELLE'],
          streetNumber: ['NUMVOIE'],
          repetition: ['INDREP', 'INDREP_CODE'],
          streetType: ['TYPVOIE', 'TYPVOIE_CODE'],
          streetName: ['NOMVOIE'],
          building: ['BAT'],
          stairway: ['ESC'],
          entrance: ['ENTREE'],
          floor: ['ETAGE'],
          door: ['NUMAPPT'],
          constructionType: ['TYPECONST_CODE'],
          rooms: ['NBPIECE'],
          area: ['SURFHAB'],
          yearBuilt: ['CONSTRUCT'],
          yearLet: ['LOCAT'],
          fundingCode: ['FINAN_CODE'],
          inPriorityQuarter: ['QPV_CODE'],
          dpeDate: ['DPEDATE'],
          energyClass: ['DPEENERGIE', 'DPEENERGIE_CODE'],
          emissionClass: ['DPESERRE', 'DPESERRE_CODE'],
          x: ['X'],
          y: ['Y'],
        },
        options: columnsOf('.'),
      },
      {
        id: 'reduced',
        marks: ['DEPCOM_red', 'nbpiece_red', 'surfhab_red', 'construct_red'],
        headers: {
          communeCode: ['DEPCOM_red', 'DEPCOM'],
          postalCode: ['CODEPOSTAL_red', 'CODEPOSTAL'],
          communeName: ['LIBCOM_red', 'LIBCOM'],
          streetNumber: ['NUMVOIE_red', 'NUMVOIE'],
          repetition: ['INDREP_red', 'INDREP'],
          streetType: ['TYPVOIE_red', 'TYPVOIE'],
          streetName: ['NOMVOIE_red', 'NOMVOIE'],
          building: ['BAT_red'],
          stairway: ['ESC_red'],
          entrance: ['ENTREE_red'],
          floor: ['ETAGE_red', 'ETAGE'],
          door: ['NUMAPPT_red'],
          constructionType: ['typeconst_red', 'TYPECONST'],
          rooms: ['nbpiece_red'],
          area: ['surfhab_red'],
          yearBuilt: ['construct_red'],
          yearLet: ['locat_red', 'LOCAT'],
          fundingCode: ['finan_red', 'FINAN'],
          inPriorityQuarter: ['qpv_red', 'QPV'],
          dpeDate: ['DPEDATE_red'],
          energyClass: ['DPEENERGIE_red'],
          emissionClass: ['DPESERRE_red'],
          // WGS84 here, where later vintages are in Lambert-93.
          x: ['longitude'],
          y: ['latitude'],
        },
        options: columnsOf(','),
      },
    ],
  },
  ({ x, y, ...row }) => ({ ...row, place: givenPlace(x, y) }),
)

export type RplsRow = RowOfKind<typeof rplsKind>

/** The decimal mark of the vintage, and the French order of days: neither is asked for a national file. */
function columnsOf(decimal: ',' | '.') {
  return { area: { decimal }, x: { decimal }, y: { decimal }, dpeDate: { dates: 'day-first' } } as const
}

/** 1 in the quarter, 2 outside; the later vintages also write the quarter's code, or nothing. */
function priorityQuarter() {
  const codes = choice({ inside: ['1'], outside: ['2'] })
  const words = yesNo()
  return {
    type: 'choice',
    read(cell, options, report) {
      const written = String(typeof cell === 'object' ? cell.text : cell).trim()
      if (/^Q[PN]\d/i.test(written)) return true
      if (!/^[12]$/.test(written)) return words.read(cell, options, report)
      return codes.read(cell, options, report) === 'inside'
    },
  } satisfies ReturnType<typeof yesNo>
}
