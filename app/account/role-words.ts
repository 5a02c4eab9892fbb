/** Roles in words, alone, together, and as a choice that says what each opens. */
import { ROLES, type Role } from '#app/platform/permissions.ts'
import { roleName } from '#app/platform/role-names.ts'
import type { Choice } from '#app/ui/choice.ts'
import { m } from '#messages'

export function roleNames(roles: readonly Role[]): string {
  return roles.map(roleName).join(', ')
}

const OPENS: Record<Role, () => string> = {
  'operator-lead': m.account_role_hint_operator_lead,
  'operator-animator': m.account_role_hint_operator_animator,
  'landlord-pilot': m.account_role_hint_landlord_pilot,
  caretaker: m.account_role_hint_caretaker,
  resident: m.account_role_hint_resident,
  partner: m.account_role_hint_partner,
  administrator: m.account_role_hint_administrator,
}

export function roleChoices(): Choice[] {
  return ROLES.map((role) => ({ value: role, label: roleName(role), hint: OPENS[role]() }))
}
