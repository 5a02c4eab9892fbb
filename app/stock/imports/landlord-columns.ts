import type { ForbiddenColumns } from '#packages/intake/kind.ts'

/** What the landlords' programs call the code of a dwelling, the surest first: in its own file, and in that of its tenants. */
export const DWELLING_CODE = [
  'CODE_LOGEMENT',
  'NUM_UG',
  'CODE_UG',
  'REF_LOGEMENT',
  'REFERENCE_LOGEMENT',
  'IDENTIFIANT_LOGEMENT',
  'ID_LOGEMENT',
  'REF_UG',
  'REFERENCE_UG',
  'IDENTIFIANT_UG',
  'ID_UG',
  'NUM_LOT',
  'CODE_LOT',
  'NUM_LOGEMENT',
  'UG',
  'LOT',
  'LOGEMENT',
  'NUM_UNITE_DE_GESTION',
  'CODE_UNITE_DE_GESTION',
  'UNITE_DE_GESTION',
] as const

/**
 * What a landlord's export may hold and Palier never reads: the law or the balance test of the diagnosis forbids
 * it by name, and the sender is told so. Arrears come in as a rate by residence, by another way.
 */
export const NEVER_READ: readonly ForbiddenColumns[] = [
  {
    reason: 'nationality',
    headers: ['NATIONALITE', 'PAYS_NAISSANCE', 'LIEU_NAISSANCE', 'ORIGINE_ETHNIQUE', 'TITRE_SEJOUR'],
  },
  { reason: 'religion', headers: ['RELIGION', 'CONFESSION'] },
  { reason: 'nir', headers: ['NIR', 'NUM_SECU', 'NUMERO_SECURITE_SOCIALE', 'SECU', 'NSS', 'NUM_SS'] },
  { reason: 'health', headers: ['HANDICAP', 'SANTE', 'INVALIDITE', 'CARTE_INVALIDITE', 'MALADIE', 'AAH', 'GIR'] },
  {
    reason: 'income',
    headers: [
      'REVENU',
      'REVENUS',
      'RESSOURCES',
      'RFR',
      'REVENU_FISCAL',
      'SALAIRE',
      'APL',
      'RSA',
      'QUOTIENT_FAMILIAL',
      'SLS',
    ],
  },
  { reason: 'balance', headers: ['SOLDE', 'SOLDE_LOCATAIRE', 'IMPAYE', 'IMPAYES', 'DETTE', 'ARRIERE', 'CONTENTIEUX'] },
  { reason: 'bank', headers: ['IBAN', 'RIB', 'BIC', 'COMPTE_BANCAIRE'] },
  { reason: 'free-text', headers: ['COMMENTAIRE', 'COMMENTAIRES', 'OBSERVATION', 'OBSERVATIONS', 'REMARQUES'] },
]
