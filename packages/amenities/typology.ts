/**
 * What kind of place something is, in the convention's own groups, from the code or the tags that its publisher gave it.
 *
 * Sources: Insee, *Base permanente des équipements* (both codings: up to 2022, and since the edition of 2023, which renumbered shops,
 * schools and health professions); OpenStreetMap wiki, *Map features*. Where a publisher's kind is wider than ours (an « épicerie » of
 * the BPE and a `shop=convenience` are one need: daily food), the need decides.
 */

/** The convention's inventory: services, health, school, shops, leisure, transport. */
export const GROUPS = ['services', 'health', 'school', 'shops', 'leisure', 'transport'] as const
export type Group = (typeof GROUPS)[number]

interface KindEntry {
  readonly group: Group
  /** Type codes of the BPE, all codings together: none was given twice with another meaning. */
  readonly bpe: readonly string[]
  /** OpenStreetMap tags, `key=value`; one is enough. */
  readonly osm: readonly string[]
  /** Words of a label in plain French, without accents, for files that only have labels. */
  readonly words?: readonly string[]
}

export const KINDS = {
  'town-hall': { group: 'services', bpe: ['A129'], osm: ['amenity=townhall'], words: ['mairie', 'hotel de ville'] },
  'france-services': {
    group: 'services',
    bpe: ['A128'],
    osm: ['office=government'],
    words: ['france services', 'maison des services publics'],
  },
  'social-services': {
    group: 'services',
    bpe: [],
    osm: ['amenity=social_facility', 'office=social_services'],
    words: ['ccas', 'centre communal action sociale', 'circonscription', 'action sociale', 'service social'],
  },
  'social-centre': {
    group: 'services',
    bpe: [],
    osm: ['amenity=community_centre', 'amenity=social_centre'],
    words: ['centre social', 'maison de quartier'],
  },
  employment: {
    group: 'services',
    bpe: ['A122'],
    osm: ['office=employment_agency'],
    words: ['mission locale', 'france travail', 'pole emploi'],
  },
  post: {
    group: 'services',
    bpe: ['A206', 'A207', 'A208'],
    osm: ['amenity=post_office'],
    words: ['bureau de poste', 'la poste'],
  },
  bank: { group: 'services', bpe: ['A203'], osm: ['amenity=bank', 'amenity=atm'] },
  police: { group: 'services', bpe: ['A101', 'A104'], osm: ['amenity=police'], words: ['police', 'gendarmerie'] },
  recycling: { group: 'services', bpe: [], osm: ['amenity=recycling'], words: ['dechetterie'] },

  pharmacy: { group: 'health', bpe: ['D307'], osm: ['amenity=pharmacy'], words: ['pharmacie'] },
  doctor: {
    group: 'health',
    bpe: ['D201', 'D265'],
    osm: ['amenity=doctors', 'healthcare=doctor', 'amenity=clinic', 'healthcare=centre'],
    words: ['centre de sante', 'centre municipal de sante', 'centre de soins', 'maison de sante'],
  },
  nurse: { group: 'health', bpe: ['D232', 'D281'], osm: ['healthcare=nurse'], words: ['service infirmier'] },
  dentist: { group: 'health', bpe: ['D221', 'D277'], osm: ['amenity=dentist', 'healthcare=dentist'] },
  hospital: {
    group: 'health',
    bpe: ['D101', 'D106'],
    osm: ['amenity=hospital', 'emergency=yes'],
    words: ['hopital', 'centre hospitalier'],
  },
  'mental-health': {
    group: 'health',
    bpe: ['D104', 'D109'],
    osm: ['healthcare=psychotherapist'],
    words: ['medico psychologique', 'psychiatrique'],
  },
  'child-health': { group: 'health', bpe: [], osm: [], words: ['pmi', 'protection maternelle'] },
  'senior-home': {
    group: 'health',
    bpe: ['D401'],
    osm: ['social_facility=nursing_home', 'social_facility=assisted_living'],
    words: ['ehpad', 'residence autonomie', 'foyer logement'],
  },

  nursery: {
    group: 'school',
    bpe: ['D502'],
    osm: ['amenity=childcare', 'amenity=kindergarten'],
    words: ['creche', 'multi accueil', 'halte garderie', 'halte jeux', 'assistantes maternelles'],
  },
  'primary-school': {
    group: 'school',
    bpe: ['C101', 'C102', 'C104', 'C105', 'C107', 'C108', 'C109'],
    osm: ['amenity=school'],
    words: ['maternelle', 'elementaire', 'primaire'],
  },
  'lower-secondary': { group: 'school', bpe: ['C201'], osm: ['school:FR=collège'], words: ['college'] },
  'upper-secondary': { group: 'school', bpe: ['C301', 'C302', 'C303'], osm: ['school:FR=lycée'], words: ['lycee'] },
  'after-school': { group: 'school', bpe: [], osm: [], words: ['centre de loisirs'] },

  bakery: { group: 'shops', bpe: ['B203', 'B207'], osm: ['shop=bakery'], words: ['boulangerie'] },
  food: {
    group: 'shops',
    bpe: ['B101', 'B102', 'B104', 'B105', 'B201', 'B202'],
    osm: ['shop=supermarket', 'shop=convenience', 'shop=greengrocer'],
    words: ['supermarche', 'superette', 'epicerie'],
  },
  butcher: { group: 'shops', bpe: ['B204'], osm: ['shop=butcher'] },
  market: { group: 'shops', bpe: [], osm: ['amenity=marketplace'], words: ['marche'] },
  hairdresser: { group: 'shops', bpe: ['A501'], osm: ['shop=hairdresser'] },
  restaurant: { group: 'shops', bpe: ['A504'], osm: ['amenity=restaurant', 'amenity=cafe', 'amenity=fast_food'] },

  library: { group: 'leisure', bpe: ['F307'], osm: ['amenity=library'], words: ['bibliotheque', 'mediatheque'] },
  culture: {
    group: 'leisure',
    bpe: ['F303', 'F305', 'F315'],
    osm: ['amenity=cinema', 'amenity=theatre', 'amenity=arts_centre'],
    words: ['cinema', 'theatre', 'conservatoire', 'auditorium', 'micro folie', 'espace culturel', 'salle'],
  },
  sport: {
    group: 'leisure',
    bpe: ['F101', 'F111', 'F120', 'F121'],
    osm: [
      'leisure=swimming_pool',
      'leisure=pitch',
      'leisure=fitness_centre',
      'leisure=sports_centre',
      'leisure=sports_hall',
    ],
    words: ['gymnase', 'piscine', 'stade', 'dojo', 'terrain'],
  },
  park: { group: 'leisure', bpe: [], osm: ['leisure=park', 'leisure=garden'], words: ['parc', 'square', 'jardin'] },
  playground: { group: 'leisure', bpe: [], osm: ['leisure=playground'], words: ['aire de jeux'] },

  station: {
    group: 'transport',
    bpe: ['E107', 'E108', 'E109'],
    osm: ['railway=station', 'railway=halt', 'railway=tram_stop'],
  },
  stop: { group: 'transport', bpe: [], osm: ['highway=bus_stop'] },
} as const satisfies Record<string, KindEntry>

export type Kind = keyof typeof KINDS

const ENTRIES: readonly (readonly [Kind, KindEntry])[] = Object.entries(KINDS).map(([kind, entry]) => [
  asKind(kind),
  entry,
])

/**
 * A kind by its name, as one comes back from a database or an address.
 *
 * @throws RangeError when there is no such kind
 */
export function asKind(name: string): Kind {
  for (const kind of kindNames()) if (kind === name) return kind
  throw new RangeError(`no kind of place is called ${name}`)
}

export function kindNames(): Kind[] {
  const names: Kind[] = []
  let kind: Kind
  for (kind in KINDS) names.push(kind)
  return names
}

export function groupOf(kind: Kind): Group {
  return KINDS[kind].group
}

/** The kind of an entry of the BPE; undefined for the many types that no inventory of a quarter asks for (taxi, driving school…). */
export function kindOfBpe(code: string): Kind | undefined {
  return ENTRIES.find(([, { bpe }]) => bpe.includes(code))?.[0]
}

/** The kind of an object of OpenStreetMap by its tags; the first kind of the table that claims one of them. */
export function kindOfOsm(tags: Readonly<Record<string, string>>): Kind | undefined {
  const level = tags['school:FR']
  if (tags.amenity === 'school' && level === 'collège') return 'lower-secondary'
  if (tags.amenity === 'school' && level === 'lycée') return 'upper-secondary'
  return ENTRIES.find(([, { osm }]) =>
    osm.some((tag) => {
      const at = tag.indexOf('=')
      return tags[tag.slice(0, at)] === tag.slice(at + 1)
    }),
  )?.[0]
}

/**
 * The kind that a French label names (« Mairie annexe », « Multi-accueil La Ronde »), for files without codes. Of several, the longest
 * word that is found decides: « centre de loisirs de l’école maternelle » is where one goes after school.
 */
export function kindOfLabel(label: string): Kind | undefined {
  const plain = ` ${wordsOf(label).join(' ')} `
  let best: { kind: Kind; length: number } | undefined
  for (const [kind, { words = [] }] of ENTRIES) {
    for (const word of words) {
      if (plain.includes(` ${word} `) && word.length > (best?.length ?? 0)) best = { kind, length: word.length }
    }
  }
  return best?.kind
}

/** Words of a label without accents, case and punctuation. */
export function wordsOf(label: string): string[] {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
