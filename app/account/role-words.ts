/** Roles as people call them. */

import { ROLES, type Role } from '#app/platform/permissions.ts'
import type { Choice } from '#app/ui/choice.ts'
import { m } from '#messages'

const WORDS: Record<Role, () => string> = {
  'operator-lead': m.account_role_operator_lead,
  'operator-animator': m.account_role_operator_animator,
  'landlord-pilot': m.account_role_landlord_pilot,
  caretaker: m.account_role_caretaker,
  resident: m.account_role_resident,
  partner: m.account_role_partner,
  administrator: m.account_role_administrator,
}

export function roleName(role: Role): string {
  return WORDS[role]()
}

export function roleNames(roles: readonly Role[]): string {
  return roles.map(roleName).join(', ')
}

/** Roles to choose from, each with what it opens. */
export function roleChoices(): Choice[] {
  const hints: Record<Role, () => string> = {
    'operator-lead': m.account_role_hint_operator_lead,
    'operator-animator': m.account_role_hint_operator_animator,
    'landlord-pilot': m.account_role_hint_landlord_pilot,
    caretaker: m.account_role_hint_caretaker,
    resident: m.account_role_hint_resident,
    partner: m.account_role_hint_partner,
    administrator: m.account_role_hint_administrator,
  }
  return ROLES.map((role) => ({ value: role, label: roleName(role), hint: hints[role]() }))
}
