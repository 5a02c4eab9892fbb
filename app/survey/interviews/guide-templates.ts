/** The guides that a convention starts from. In French in both languages: they are read aloud to people of the residences. */
import { frenchSpaces } from '#packages/french/spaces.ts'
import type { Kind } from './question-kinds.ts'
import type { Audience } from './questions.ts'

export interface TemplateQuestion {
  theme: string
  kind: Kind
  wording: string
  prompts?: string[]
  choices?: string[]
  least?: number
  most?: number
  /** Rank, in the template and from 0, of the question that decides whether this one is asked, and the answers that ask it. */
  condition?: { rank: number; values: string[] }
}

const LIFE = 'Le parcours de vie et la vie dans la résidence'
const NEIGHBOURS = 'Les relations de voisinage'
const LANDLORD = 'Les relations avec le bailleur et ses équipes'
const PROJECTS = 'Les projets et opportunités'
const FACTS = 'Pour finir'
const TRADE = 'Le métier'
const TEAM = 'L’équipe et l’organisation'
const NEEDS = 'Les besoins'

const open = (theme: string, wording: string, prompts: string[] = []): TemplateQuestion => ({
  theme,
  kind: 'open',
  wording,
  prompts,
})

const TENANT: TemplateQuestion[] = [
  open(LIFE, 'Racontez-moi comment vous êtes arrivé·e dans ce logement.', ['depuis quand ?', 'd’où veniez-vous ?']),
  open(LIFE, 'Comment se passe une journée ordinaire pour vous ici ?', ['matin', 'soir', 'week-end']),
  open(LIFE, 'Qu’est-ce qui vous plaît dans la résidence ?', ['un endroit', 'un moment']),
  open(LIFE, 'Qu’est-ce qui vous complique la vie ici ?', [
    'bruit',
    'ascenseur',
    'escalier',
    'éclairage',
    'stationnement',
  ]),
  open(LIFE, 'Comment vous déplacez-vous pour vos courses, le travail, les sorties ?', [
    'à pied',
    'bus',
    'voiture',
    'accompagné·e',
  ]),
  open(LIFE, 'Où allez-vous pour vous détendre ou rencontrer du monde ?', ['dedans', 'dehors', 'dans la ville']),
  {
    theme: LIFE,
    kind: 'scale',
    wording: 'De 1 (pas du tout) à 5 (tout à fait), vous sentez-vous bien dans la résidence ?',
    least: 1,
    most: 5,
  },
  open(NEIGHBOURS, 'Quelles personnes connaissez-vous dans l’immeuble ?', ['de vue', 'par le prénom', 'on s’invite']),
  open(NEIGHBOURS, 'À qui demanderiez-vous un petit service ?', ['arroser', 'porter', 'garder un double de clé']),
  open(NEIGHBOURS, 'Racontez une fois où des voisins se sont aidés.', ['qui a commencé ?']),
  open(NEIGHBOURS, 'Qu’est-ce qui crée des tensions ?', ['sans nommer personne']),
  open(NEIGHBOURS, 'Comment les différents âges se croisent-ils ici ?', ['enfants', 'jeunes', 'anciens']),
  open(NEIGHBOURS, 'Si un nouveau voisin arrivait, que lui diriez-vous de la vie ici ?'),
  open(LANDLORD, 'Que fait le gardien ou la gardienne au quotidien, d’après vous ?'),
  open(LANDLORD, 'La dernière fois que vous aviez un problème dans le logement, que s’est-il passé ?', [
    'qui',
    'combien de temps',
    'résultat',
  ]),
  open(LANDLORD, 'Comment le bailleur vous informe-t-il ?', ['affiches', 'courrier', 'téléphone', 'site']),
  open(LANDLORD, 'Que comprenez-vous de vos charges ?', ['chauffage', 'eau', 'entretien']),
  open(LANDLORD, 'Qu’attendriez-vous de plus de l’équipe ?'),
  open(LANDLORD, 'Qu’est-ce qu’elle fait bien et qu’il faut garder ?'),
  open(PROJECTS, 'S’il y avait une chose à changer près de chez vous, laquelle ?'),
  open(PROJECTS, 'À quoi aimeriez-vous participer ?', ['jardin', 'atelier', 'fête', 'entraide', 'covoiturage']),
  open(PROJECTS, 'Que sauriez-vous apporter ?', ['un savoir', 'du temps', 'un objet à prêter']),
  open(PROJECTS, 'Qu’est-ce qui vous empêcherait de venir ?', [
    'horaire',
    'garde d’enfants',
    'langue',
    'gêne',
    'escalier',
  ]),
  open(PROJECTS, 'Comment faire des économies ensemble, selon vous ?', ['achats', 'charges', 'trajets']),
  open(PROJECTS, 'Dans trois ans, à quoi verriez-vous que ça va mieux ici ?'),
  {
    theme: FACTS,
    kind: 'single',
    wording: 'Connaissez-vous au moins un voisin à qui demander un service ?',
    choices: ['Oui', 'Non'],
  },
  {
    theme: FACTS,
    kind: 'multiple',
    wording: 'Pour quoi lui demanderiez-vous un service ?',
    choices: [
      'Arroser, relever le courrier',
      'Porter, dépanner',
      'Garder un double de clé',
      'Garder un enfant',
      'Autre chose',
    ],
    condition: { rank: 25, values: ['Oui'] },
  },
  { theme: FACTS, kind: 'number', wording: 'Combien de personnes vivent dans le logement ?', least: 1, most: 20 },
  { theme: FACTS, kind: 'number', wording: 'Depuis combien d’années habitez-vous ce logement ?', least: 0, most: 100 },
  open(FACTS, 'Souhaitez-vous ajouter quelque chose ?'),
]

const CARETAKER: TemplateQuestion[] = [
  open(TRADE, 'Racontez votre métier, une journée.'),
  open(TRADE, 'Qu’est-ce que vous aimez, qu’est-ce qui use ?'),
  open(TRADE, 'Les locataires : qu’est-ce qui a changé ?'),
  open(TRADE, 'Que remarquez-vous de fragile, et comment réagissez-vous ?', ['sans nom']),
  open(TRADE, 'Qu’est-ce qui tombe en panne, qu’est-ce qui revient ?'),
  open(TEAM, 'Qui appelez-vous, et que devient l’appel ?'),
  open(TEAM, 'Comment va l’équipe ?', ['entraide', 'remplacement', 'isolement']),
  open(TEAM, 'Comment sont vos relations avec le siège ?'),
  open(NEEDS, 'Quelles formations avez-vous reçues, que vous manque-t-il ?'),
  open(NEEDS, 'Un geste dont vous êtes fier ou fière ?'),
  open(NEEDS, 'De quoi avez-vous besoin pour les trois jours de formation ?'),
  open(NEEDS, 'Que ne voulez-vous pas voir écrit ?'),
]

export const TEMPLATES: Record<Audience, TemplateQuestion[]> = {
  tenant: TENANT.map(printed),
  caretaker: CARETAKER.map(printed),
}

function printed(question: TemplateQuestion): TemplateQuestion {
  return { ...question, wording: frenchSpaces(question.wording), prompts: question.prompts?.map(frenchSpaces) ?? [] }
}
