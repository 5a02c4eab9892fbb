/** Who plays in the demonstration. Nobody here exists; the addresses lead nowhere (RFC 2606). */
import type { Role } from '#app/platform/permissions.ts'

/** Two operators and landlords who must never meet. */
export const demoConventions = [
  {
    code: 'ormes-bondy',
    name: 'Convention d’assistance à maîtrise d’usage — Bondy',
    operator: 'Atelier des Paliers',
    landlord: 'Habitat des Ormes',
    communes: ['93010'],
  },
  {
    code: 'ru-bondy',
    name: 'Convention d’assistance à maîtrise d’usage — deux résidences',
    operator: 'Coopérative du Seuil',
    landlord: 'Foyers du Ru',
    communes: ['93010'],
  },
] as const

export type DemoConventionCode = (typeof demoConventions)[number]['code']

export interface DemoMember {
  role: Role
  name: string
  email: string
  convention: DemoConventionCode
  /** Codes of the residences that a caretaker covers; empty for all others. */
  residences: readonly string[]
}

/** Five neighbouring residences each; the codes are those of `demoStocks`, whatever the seed. */
const CARETAKERS = [
  'Manuel Teixeira',
  'Sylvie Haidara',
  'Karim Delmas',
  'Fatou Lemoine',
  'Joaquim Perrot',
  'Nadia Boutin',
  'Patrick Sissoko',
  'Rosa Guichard',
].map((name, index) =>
  caretaker(
    name,
    [1, 2, 3, 4, 5].map((rank) => `ORM${String(index * 5 + rank).padStart(2, '0')}`),
  ),
)

export const demoMembers: readonly DemoMember[] = [
  member('operator-lead', 'Claire Montreuil', 'claire.montreuil@paliers.example'),
  member('operator-animator', 'Idriss Belkacem', 'idriss.belkacem@paliers.example'),
  member('landlord-pilot', 'Hélène Garrigue', 'helene.garrigue@ormes.example'),
  ...CARETAKERS,
  member('resident', 'Aminata Sow', 'aminata.sow@courriel.example'),
  member('partner', 'Victor Lemaire', 'victor.lemaire@commune.example'),
  member('administrator', 'Nadège Oriol', 'nadege.oriol@paliers.example'),
  elsewhere('operator-lead', 'Yann Ferreira', 'yann.ferreira@seuil.example'),
  elsewhere('landlord-pilot', 'Louise Traoré', 'louise.traore@foyers-du-ru.example'),
  elsewhere('caretaker', 'Bruno Amrani', 'bruno.amrani@foyers-du-ru.example', ['RU01', 'RU02']),
]

function member(role: Role, name: string, email: string, residences: readonly string[] = []): DemoMember {
  return { role, name, email, convention: 'ormes-bondy', residences }
}

function caretaker(name: string, residences: readonly string[]): DemoMember {
  return member('caretaker', name, `${name.toLowerCase().replace(' ', '.')}@ormes.example`, residences)
}

function elsewhere(role: Role, name: string, email: string, residences: readonly string[] = []): DemoMember {
  return { role, name, email, convention: 'ru-bondy', residences }
}
