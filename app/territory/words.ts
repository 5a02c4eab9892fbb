/** Kinds, groups, origins and corrections of places in the reader's words. */

import { m } from '#messages'
import type { Group, Kind } from '#packages/amenities/typology.ts'
import type { Act, Origin } from './inventory.ts'

export const GROUP_WORDS: Record<Group, () => string> = {
  services: m.territory_group_services,
  health: m.territory_group_health,
  school: m.territory_group_school,
  shops: m.territory_group_shops,
  leisure: m.territory_group_leisure,
  transport: m.territory_group_transport,
}

const KIND_WORDS: Record<Kind, () => string> = {
  'town-hall': m.territory_kind_town_hall,
  'france-services': m.territory_kind_france_services,
  'social-services': m.territory_kind_social_services,
  'social-centre': m.territory_kind_social_centre,
  employment: m.territory_kind_employment,
  post: m.territory_kind_post,
  bank: m.territory_kind_bank,
  police: m.territory_kind_police,
  recycling: m.territory_kind_recycling,
  pharmacy: m.territory_kind_pharmacy,
  doctor: m.territory_kind_doctor,
  nurse: m.territory_kind_nurse,
  dentist: m.territory_kind_dentist,
  hospital: m.territory_kind_hospital,
  'mental-health': m.territory_kind_mental_health,
  'child-health': m.territory_kind_child_health,
  'senior-home': m.territory_kind_senior_home,
  nursery: m.territory_kind_nursery,
  'primary-school': m.territory_kind_primary_school,
  'lower-secondary': m.territory_kind_lower_secondary,
  'upper-secondary': m.territory_kind_upper_secondary,
  'after-school': m.territory_kind_after_school,
  bakery: m.territory_kind_bakery,
  food: m.territory_kind_food,
  butcher: m.territory_kind_butcher,
  market: m.territory_kind_market,
  hairdresser: m.territory_kind_hairdresser,
  restaurant: m.territory_kind_restaurant,
  library: m.territory_kind_library,
  culture: m.territory_kind_culture,
  sport: m.territory_kind_sport,
  park: m.territory_kind_park,
  playground: m.territory_kind_playground,
  station: m.territory_kind_station,
  stop: m.territory_kind_stop,
}

export function kindWord(kind: Kind): string {
  return KIND_WORDS[kind]()
}

export const ORIGIN_WORDS: Record<Origin, () => string> = {
  hand: m.territory_origin_hand,
  osm: m.territory_origin_osm,
  directory: m.territory_origin_directory,
  bpe: m.territory_origin_bpe,
  finess: m.territory_origin_finess,
  stations: m.territory_origin_stations,
}

export const ACT_WORDS: Record<Act, () => string> = {
  added: m.territory_act_added,
  closed: m.territory_act_closed,
  open: m.territory_act_open,
  moved: m.territory_act_moved,
  renamed: m.territory_act_renamed,
  hours: m.territory_act_hours,
  same: m.territory_act_same,
  other: m.territory_act_other,
}
