import { opensAsPerson } from '../places/person.ts'
import type { Tags } from '../rows.ts'

/**
 * The tags of OpenStreetMap that are kept: walking (streets, steps, kerbs, gates, slopes, surfaces), services, transport,
 * and the outlines of the base map. Everything else is left in the file, contributors, telephones and web pages first.
 */
const KEPT = new Set(
  [
    'highway footway foot sidewalk path access service oneway area layer level bridge tunnel covered indoor motor_vehicle',
    'surface smoothness width incline kerb step_count handrail ramp ramp:wheelchair lit tactile_paving',
    'crossing crossing:island crossing:signals crossing_ref barrier gate traffic_signals traffic_signals:sound',
    'wheelchair wheelchair:description bench backrest shelter bin',
    'name ref amenity shop leisure sport healthcare healthcare:speciality office craft tourism emergency social_facility',
    'social_facility:for school:FR opening_hours addr:housenumber addr:street dispensing recycling_type religion',
    'railway public_transport station bus tram subway train ref:FR:STIF:stop_id ref:FR:uic network',
    'building building:levels landuse natural waterway water boundary place',
  ].flatMap((line) => line.split(' ')),
)

/** Tags that make a node or a way worth keeping: the others only describe. */
const SPEAKING = new Set(
  'highway footway crossing barrier kerb amenity shop leisure healthcare office craft tourism emergency social_facility railway public_transport building landuse natural waterway'.split(
    ' ',
  ),
)

/** Professions in private practice, whose sign is often a person's name. */
const PRACTICES =
  /^(?:doctors?|dentist|nurse|midwife|physiotherapist|psychotherapist|podiatrist|lawyer|notary|bailiff|architect|accountant)$/

/** The kept tags of an element; undefined when nothing speaks for keeping it. */
export function keptTags(tags: Iterable<readonly [string, string]>): Tags | undefined {
  const kept: Record<string, string> = {}
  let operator = ''
  let organised = false
  let speaks = false
  for (const [key, value] of tags) {
    if (key === 'operator') operator = value
    if (key === 'operator:type' || key === 'operator:wikidata' || key === 'brand:wikidata') organised = true
    if (!KEPT.has(key)) continue
    kept[key] = value.slice(0, 255)
    speaks ||= SPEAKING.has(key)
  }
  if (!speaks) return undefined
  if (operator !== '' && (organised || isOrganisation(operator))) kept.operator = operator.slice(0, 255)
  if (kept.name !== undefined && namesPerson(kept)) delete kept.name
  return kept
}

const ORGANISATIONS =
  /\b(?:sncf|ratp|ville|mairie|commune|communauté|métropole|département|région|conseil|état|ministère|ccas|caf|cpam|poste|société|sarl|sas|s\.?a\.?|groupe|banque|crédit|caisse|association|fondation|centre|hôpital|hôpitaux|ap-hp|syndicat|office|agence|transdev|keolis|idfm|île-de-france|habitat|université|rectorat|croix|église|diocèse)\b/iu

/** An operator is kept only when it shows to be an organisation: a known word, or initials. */
function isOrganisation(operator: string): boolean {
  return !opensAsPerson(operator) && (ORGANISATIONS.test(operator) || /^[A-Z0-9&.+-]{2,10}$/.test(operator))
}

/** Practitioners' signs are left out unless they name a place of several: « Centre médical », « Cabinet dentaire ». */
function namesPerson(tags: Tags): boolean {
  const practice = [tags.healthcare, tags.amenity, tags.office].some(
    (value) => value !== undefined && PRACTICES.test(value),
  )
  const name = tags.name ?? ''
  if (opensAsPerson(name)) return true
  return (
    practice && !/\b(?:centre|maison|cabinet|clinique|pôle|groupe|espace|institut|laboratoire|pmi|médical)/iu.test(name)
  )
}
