import { importKind, optional, required } from '#packages/intake/kind.ts'
import { postalCode } from '#packages/intake/values/code.ts'
import { date, year } from '#packages/intake/values/date.ts'
import { cents, decimal } from '#packages/intake/values/number.ts'
import { choice, key, text, yesNo } from '#packages/intake/values/word.ts'
import { energyClass } from './energy-class.ts'
import { floorNumber } from './floor.ts'
import { DWELLING_CODE, NEVER_READ } from './landlord-columns.ts'
import { givenPlace } from './place.ts'
import { roomCount } from './rooms.ts'

const YES = ['oui', 'o', 'x', '1', 'vrai']
const NO = ['non', 'n', '0', 'faux']

/**
 * A landlord's export of its dwellings, one line for each. No standard exists: the headers are the usual
 * spellings of the software of social landlords, the surest first, and the mapping is confirmed on screen.
 * `SURFACE_CORRIGEE` is deliberately unknown: it is no area in m².
 */
export const landlordDwellingsKind = importKind(
  {
    id: 'stock.landlord-dwellings',
    fields: {
      residenceCode: optional(key(40)),
      residenceName: optional(text(200)),
      building: optional(key(60)),
      stairway: optional(key(60)),
      dwellingCode: required(key(40)),
      rplsId: optional(key(40)),
      address: optional(text(200)),
      postalCode: optional(postalCode()),
      commune: optional(text(80)),
      floor: optional(floorNumber()),
      door: optional(key(40)),
      rooms: optional(roomCount()),
      area: optional(decimal({ min: 5, max: 1000 })),
      rentCents: optional(cents({ min: 1, max: 10_000, aside: true })),
      energyClass: optional(energyClass()),
      emissionClass: optional(energyClass()),
      energyOn: optional(date()),
      heating: optional(text(60)),
      status: optional(occupation({ yes: 'occupied', no: 'vacant-offered' })),
      vacant: optional(occupation({ yes: 'vacant-offered', no: 'occupied' })),
      lift: optional(yesNo()),
      accessible: optional(yesNo()),
      yearBuilt: optional(year({ min: 1400, max: 2100 })),
      x: optional(decimal()),
      y: optional(decimal()),
    },
    dialects: [
      {
        id: 'landlord',
        headers: {
          residenceCode: [
            'CODE_RESIDENCE',
            'CODE_GROUPE',
            'CODE_PROGRAMME',
            'NUM_GROUPE',
            'CODE_ENSEMBLE',
            'ID_PROGRAMME',
            'ID_RESIDENCE',
            'GROUPE',
            'PROGRAMME',
            'ENSEMBLE',
          ],
          residenceName: [
            'NOM_RESIDENCE',
            'LIB_RESIDENCE',
            'LIB_GROUPE',
            'LIBELLE_GROUPE',
            'NOM_GROUPE',
            'NOM_PROGRAMME',
            'NOM_DU_PROGRAMME',
            'LIB_PROGRAMME',
            'RESIDENCE',
          ],
          building: ['CODE_BAT', 'CODE_BATIMENT', 'BATIMENT', 'BAT', 'NUM_BAT'],
          stairway: ['ESCALIER', 'ESC', 'CAGE', 'CAGE_ESCALIER', 'ENTREE', 'CODE_ESCALIER', 'HALL'],
          dwellingCode: DWELLING_CODE,
          rplsId: ['NUM_RPLS', 'IDENT_REP', 'ID_RPLS', 'IDENTIFIANT_RPLS', 'N° RPLS', 'RPLS'],
          address: [
            'ADRESSE',
            'ADRESSE_LOGEMENT',
            'ADRESSE_1',
            'ADR',
            'LIB_ADRESSE',
            'ADRESSE_COMPLETE',
            'VOIE',
            'RUE',
          ],
          postalCode: ['CODE_POSTAL', 'CP', 'CODPOS', 'CODEPOSTAL'],
          commune: ['COMMUNE', 'VILLE', 'LIB_COMMUNE', 'LOCALITE'],
          floor: ['ETAGE', 'NIVEAU', 'NUM_ETAGE'],
          door: ['PORTE', 'NUM_PORTE', 'N° PORTE', 'NUMERO_PORTE', 'APPARTEMENT', 'NUM_APPT'],
          rooms: ['NB_PIECES', 'NOMBRE_DE_PIECES', 'NBPIECE', 'NOMBRE_PIECES', 'TYPOLOGIE', 'TYPE_LOGEMENT', 'TYPE'],
          area: [
            'SURFACE_HABITABLE',
            'SHAB',
            'SURF_HAB',
            'SURF_HABITABLE',
            'SURFACE',
            'SURFACE_M2',
            'SU',
            'SURFACE_UTILE',
          ],
          rentCents: [
            'LOYER_PRINCIPAL',
            'LOYER_HC',
            'LOYER_HORS_CHARGES',
            'LOYER',
            'LOYER_MENSUEL',
            'LOYER_MENSUEL_HC',
          ],
          energyClass: ['ETIQUETTE_ENERGIE', 'CLASSE_DPE', 'CLASSE_ENERGIE', 'DPE', 'DPE_ENERGIE', 'ETIQUETTE_DPE'],
          emissionClass: ['GES', 'CLASSE_GES', 'ETIQUETTE_GES', 'ETIQUETTE_CLIMAT'],
          energyOn: ['DATE_DPE', 'DPE_DATE', 'DATE_ETIQUETTE_ENERGIE'],
          heating: ['MODE_CHAUFFAGE', 'TYPE_CHAUFFAGE', 'ENERGIE_CHAUFFAGE', 'CHAUFFAGE', 'ENERGIE'],
          status: [
            'STATUT',
            'ETAT_UG',
            'STATUT_UG',
            'OCCUPATION',
            'ETAT_LOGEMENT',
            'SITUATION',
            'ETAT',
            'OCCUPE',
            'LOUE',
          ],
          vacant: ['VACANT', 'MOTIF_VACANCE', 'VACANCE', 'LOGEMENT_VACANT', 'EST_VACANT'],
          lift: ['ASCENSEUR', 'ASC'],
          accessible: ['PMR', 'ACCESSIBLE', 'ACCESSIBLE_PMR', 'ADAPTE', 'LOGEMENT_ADAPTE'],
          yearBuilt: ['ANNEE_CONSTRUCTION', 'ANNEE_DE_CONSTRUCTION', 'CONSTRUCTION', 'DATE_CONSTRUCTION', 'CONSTRUCT'],
          x: ['LONGITUDE', 'LON', 'LNG', 'X', 'X_L93', 'COORD_X', 'COORDONNEE_X'],
          y: ['LATITUDE', 'LAT', 'Y', 'Y_L93', 'COORD_Y', 'COORDONNEE_Y'],
        },
      },
    ],
    forbidden: NEVER_READ,
    key: ['dwellingCode'],
  },
  ({ x, y, vacant, ...row }) => ({
    ...row,
    // A reason for the vacancy says more than the state alone.
    status: row.status === 'vacant-offered' ? (vacant ?? row.status) : (row.status ?? vacant),
    place: givenPlace(x, y),
  }),
)

type Occupation = 'occupied' | 'vacant-offered'

/** A plain « vacant » is one offered: the technical one is always said. What a bare « oui » means hangs on the title of its column. */
function occupation(bare: { yes: Occupation; no: Occupation }) {
  const also = (value: Occupation) => [...(bare.yes === value ? YES : []), ...(bare.no === value ? NO : [])]
  return choice(
    {
      occupied: ['occupé', 'loué', 'L', 'occupée', 'en location', 'bail en cours', 'non vacant', ...also('occupied')],
      'vacant-offered': [
        'vacant',
        'V',
        'vide',
        'libre',
        'disponible',
        'à louer',
        'vacant proposé à la location',
        'vacance commerciale',
        'en relocation',
        ...also('vacant-offered'),
      ],
      'vacant-technical': [
        'vacant technique',
        'VT',
        'vacance technique',
        'travaux',
        'en travaux',
        'non louable',
        'neutralisé',
        'gelé',
        'démolition',
        'vente',
        'réhabilitation',
      ],
    },
    'aside',
  )
}
