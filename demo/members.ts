/** Who plays in the demonstration. Nobody here exists; the addresses lead nowhere (RFC 2606). */
import type { Role } from '#app/platform/permissions.ts'

export const demoConventions = [
  {
    code: 'ormes-bondy',
    name: 'Convention d’assistance à maîtrise d’usage — Bondy',
    operator: 'Atelier des Paliers',
    landlord: 'Habitat des Ormes',
    communes: ['93010'],
  },
] as const

export interface DemoMember {
  role: Role
  name: string
  email: string
  convention: string
}

export const demoMembers: readonly DemoMember[] = [
  member('operator-lead', 'Claire Montreuil', 'claire.montreuil@paliers.example'),
  member('operator-animator', 'Idriss Belkacem', 'idriss.belkacem@paliers.example'),
  member('landlord-pilot', 'Hélène Garrigue', 'helene.garrigue@ormes.example'),
  member('caretaker', 'Manuel Teixeira', 'manuel.teixeira@ormes.example'),
  member('resident', 'Aminata Sow', 'aminata.sow@courriel.example'),
  member('partner', 'Victor Lemaire', 'victor.lemaire@commune.example'),
  member('administrator', 'Nadège Oriol', 'nadege.oriol@paliers.example'),
]

function member(role: Role, name: string, email: string): DemoMember {
  return { role, name, email, convention: 'ormes-bondy' }
}
