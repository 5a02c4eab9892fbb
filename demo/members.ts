import { FICTITIOUS } from './label.ts'
import type { Residence } from './residences.ts'
import type { DemoStocks } from './stock.ts'

export type DemoRole =
  | 'operator-lead'
  | 'operator-animator'
  | 'landlord-pilot'
  | 'caretaker'
  | 'resident'
  | 'partner'
  | 'administrator'

export interface DemoMember {
  readonly displayName: string
  readonly email: string
  readonly role: DemoRole
  /** Codes of the residences that a caretaker covers; empty for others. */
  readonly residences: readonly string[]
}

export interface DemoConvention {
  readonly code: string
  readonly name: string
  readonly operatorName: string
  readonly landlordName: string
  readonly communeCodes: readonly string[]
  readonly label: string
  readonly members: readonly DemoMember[]
}

const CARETAKERS = [
  'Moussa Vasseur',
  'Sylvie Haidara',
  'Karim Delmas',
  'Fatou Lemoine',
  'Joaquim Perrot',
  'Nadia Boutin',
  'Patrick Sissoko',
  'Rosa Guichard',
]

/**
 * The two invented conventions and who works in them: one member for each of the seven roles, eight caretakers who share
 * the forty residences, and beside it another operator with another landlord, who must never meet the first.
 */
export function demoConventions({ main, second }: DemoStocks): DemoConvention[] {
  const shared = { communeCodes: ['93010'], label: FICTITIOUS }
  return [
    {
      code: 'ormes',
      name: 'Habitat des Ormes, quartiers de Bondy',
      operatorName: 'Atelier des Paliers',
      landlordName: 'Habitat des Ormes',
      ...shared,
      members: [
        member('Camille Renoir', 'operator-lead', 'atelier-des-paliers'),
        member('Idriss Laurier', 'operator-animator', 'atelier-des-paliers'),
        member('Hélène Marchand', 'landlord-pilot', 'habitat-des-ormes'),
        ...caretakers(CARETAKERS, main.residences, 'habitat-des-ormes'),
        member('Aminata Rivière', 'resident', 'habitants'),
        member('Thomas Keïta', 'partner', 'maison-du-quartier'),
        member('Claire Benamar', 'administrator', 'atelier-des-paliers'),
      ],
    },
    {
      code: 'ru',
      name: 'Foyers du Ru, deux résidences',
      operatorName: 'Coopérative du Seuil',
      landlordName: 'Foyers du Ru',
      ...shared,
      members: [
        member('Yann Ferreira', 'operator-lead', 'cooperative-du-seuil'),
        member('Louise Traoré', 'landlord-pilot', 'foyers-du-ru'),
        ...caretakers(['Bruno Amrani'], second.residences, 'foyers-du-ru'),
        member('Samia Morvan', 'administrator', 'cooperative-du-seuil'),
      ],
    },
  ]
}

function member(displayName: string, role: DemoRole, house: string, residences: readonly string[] = []): DemoMember {
  const local = displayName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
  return { displayName, email: `${local}@${house}.exemple.test`, role, residences }
}

/** Neighbouring residences to one caretaker, as many to each as can be. */
function caretakers(names: readonly string[], residences: readonly Residence[], house: string): DemoMember[] {
  const each = Math.ceil(residences.length / names.length)
  return names.map((name, index) => {
    const covered = residences.slice(index * each, (index + 1) * each)
    return member(
      name,
      'caretaker',
      house,
      covered.map(({ code }) => code),
    )
  })
}
