/** The seven roles in words. */
import { m } from '#messages'
import type { Role } from './permissions.ts'

const NAMES: Record<Role, () => string> = {
  'operator-lead': m.platform_role_operator_lead,
  'operator-animator': m.platform_role_operator_animator,
  'landlord-pilot': m.platform_role_landlord_pilot,
  caretaker: m.platform_role_caretaker,
  resident: m.platform_role_resident,
  partner: m.platform_role_partner,
  administrator: m.platform_role_administrator,
}

export function roleName(role: Role): string {
  return NAMES[role]()
}
