import { importKind, optional, required } from '#packages/intake/kind.ts'
import { email, phone } from '#packages/intake/values/code.ts'
import { date, year } from '#packages/intake/values/date.ts'
import { integer } from '#packages/intake/values/number.ts'
import { choice, key, sex, text, yesNo } from '#packages/intake/values/word.ts'
import { DWELLING_CODE, NEVER_READ } from './landlord-columns.ts'

/**
 * A landlord's export of its tenants, one line for each person. Minimised while it is read: a date of birth
 * becomes a year before it is a value, and what must not be held has no field at all.
 */
export const landlordTenantsKind = importKind({
  id: 'stock.landlord-tenants',
  fields: {
    dwellingCode: required(key(40)),
    tenantCode: optional(key(40)),
    householdCode: optional(key(40)),
    lastName: optional(text(200)),
    firstName: optional(text(200)),
    sex: optional(sex()),
    // One year more than today's: a server may run over New Year's Eve.
    birthYear: optional(year({ min: 1900, max: new Date().getFullYear() + 1 })),
    socialClass: optional(socialClass()),
    movedIn: optional(date({ from: '1900-01-02', to: '2100-01-01', aside: true })),
    householdSize: optional(integer({ min: 1, max: 30, aside: true })),
    role: optional(
      choice(
        {
          holder: [
            'titulaire',
            'locataire',
            'signataire',
            'titulaire du bail',
            'T',
            'principal',
            '1',
            'oui',
            'chef de famille',
            'cotitulaire',
            'co-titulaire',
          ],
          occupant: [
            'occupant',
            'O',
            'conjoint',
            'enfant',
            'ayant droit',
            'cohabitant',
            'autre',
            '2',
            'non',
            'personne à charge',
            'ascendant',
          ],
        },
        'aside',
      ),
    ),
    phone: optional(phone()),
    email: optional(email()),
    isProtected: optional(yesNo()),
  },
  dialects: [
    {
      id: 'landlord',
      headers: {
        dwellingCode: DWELLING_CODE,
        tenantCode: [
          'CODE_LOCATAIRE',
          'NUM_LOCATAIRE',
          'ID_LOCATAIRE',
          'REF_LOCATAIRE',
          'CODE_PERSONNE',
          'NUM_PERSONNE',
          'CODE_CLIENT',
          'NUM_CONTRAT',
          'CODE_CONTRAT',
          'NUM_BAIL',
          'CONTRAT',
        ],
        householdCode: [
          'CODE_MENAGE',
          'ID_MENAGE',
          'NUM_MENAGE',
          'MENAGE',
          'CODE_FOYER',
          'FOYER',
          'DOSSIER',
          'NUM_DOSSIER',
        ],
        lastName: ['NOM', 'NOM_LOCATAIRE', 'NOM_USAGE', 'NOM_DE_FAMILLE', 'NOM_TITULAIRE'],
        firstName: ['PRENOM', 'PRENOM_LOCATAIRE', 'PRENOMS', 'PRENOM_TITULAIRE'],
        sex: ['SEXE', 'CIVILITE', 'GENRE', 'CIV', 'TITRE', 'H/F', 'F/H'],
        birthYear: [
          'ANNEE_NAISSANCE',
          'ANNEE_DE_NAISSANCE',
          'DATE_NAISSANCE',
          'DATE_DE_NAISSANCE',
          'DT_NAISSANCE',
          'DATE_NAIS',
          'NE_LE',
          'NEE_LE',
          'NAISSANCE',
        ],
        socialClass: ['PCS', 'CSP', 'CATEGORIE_SOCIOPROFESSIONNELLE', 'CODE_PCS'],
        movedIn: [
          'DATE_ENTREE',
          'DATE_BAIL',
          'DT_EFFET_BAIL',
          'DATE_EFFET_BAIL',
          'DATE_EMMENAGEMENT',
          'DATE_ENTREE_LOGEMENT',
          'DATE_ENTREE_DANS_LES_LIEUX',
          'DEBUT_BAIL',
          'DATE_DEBUT_BAIL',
        ],
        householdSize: [
          'NB_OCCUPANTS',
          'NB_PERSONNES',
          'NOMBRE_OCCUPANTS',
          'NOMBRE_DE_PERSONNES',
          'NB_PERS',
          'NB_PERS_AU_FOYER',
          'NB_PERSONNES_AU_FOYER',
          'NOMBRE_DE_PERSONNES_AU_FOYER',
          'COMPOSITION',
          'TAILLE_MENAGE',
        ],
        role: ['ROLE', 'QUALITE', 'LIEN', 'LIEN_PARENTE', 'TYPE_OCCUPANT', 'TITULAIRE', 'STATUT_OCCUPANT'],
        phone: [
          'TEL_PORTABLE',
          'PORTABLE',
          'MOBILE',
          'TELEPHONE',
          'TEL',
          'TEL_MOBILE',
          'TELEPHONE_PORTABLE',
          'TEL_1',
          'TELEPHONE_1',
          'TEL_FIXE',
        ],
        isProtected: ['ADRESSE_PROTEGEE', 'PROTEGE', 'CONFIDENTIEL', 'ADRESSE_CONFIDENTIELLE'],
        email: ['EMAIL', 'E_MAIL', 'MAIL', 'COURRIEL', 'ADRESSE_MAIL', 'ADRESSE_EMAIL'],
      },
    },
  ],
  forbidden: NEVER_READ,
  key: ['dwellingCode', 'tenantCode', 'lastName', 'firstName', 'birthYear'],
  // Without code or name two people of one home may well look the same: both stay.
  keyNeeds: ['tenantCode', 'lastName'],
})

/** The eight groups of the PCS nomenclature (INSEE, level 1), by number or by name. Landlords seldom know it. */
function socialClass() {
  return choice(
    {
      '1': ['1', 'agriculteurs exploitants', 'agriculteur', 'agriculteurs'],
      '2': [
        '2',
        "artisans, commerçants, chefs d'entreprise",
        'artisan',
        'commerçant',
        "chef d'entreprise",
        'artisan commerçant',
      ],
      '3': ['3', 'cadres et professions intellectuelles supérieures', 'cadre', 'cadres', 'CPIS'],
      '4': ['4', 'professions intermédiaires', 'profession intermédiaire', 'PI'],
      '5': ['5', 'employés', 'employé', 'employée'],
      '6': ['6', 'ouvriers', 'ouvrier', 'ouvrière'],
      '7': ['7', 'retraités', 'retraité', 'retraitée'],
      '8': [
        '8',
        'autres personnes sans activité professionnelle',
        'sans activité',
        'inactif',
        'autre inactif',
        'étudiant',
        'sans profession',
      ],
    },
    'aside',
  )
}
