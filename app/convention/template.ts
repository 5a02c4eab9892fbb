/**
 * The two missions of an *assistance à maîtrise d'usage*, in the words of the convention. Names in braces are those of the parties.
 * It only starts a convention: each action is the parties' own from then on. Deliverables and their delays, in months from the start
 * of the mission, are a proposal: the convention names none.
 */
import type { Point } from './points.ts'

export interface MissionTemplate {
  code: 'initial' | 'operation'
  title: string
  budgetCents: number
  semesters: number
  lastPart: 'start' | 'end'
  /** Of the instalments, in their order. */
  labels: readonly string[]
  actions: readonly ActionTemplate[]
}

export interface ActionTemplate {
  title: string
  objectives: readonly Point[]
  tasks: readonly Point[]
  deliverables: readonly { title: string; months: number }[]
}

const INITIAL: readonly ActionTemplate[] = [
  {
    title: 'Montage partenarial du projet',
    objectives: [
      point(
        'Mettre autour de la table les partenaires potentiels du projet pour une définition commune des orientations de la mission',
      ),
    ],
    tasks: [
      point(
        'Rencontre, dès les premières phases du projet, des partenaires potentiels (collectivités, autres réservataires, partenaires financiers potentiels…)',
      ),
      point(
        'Constitution d’un comité de pilotage incluant {landlord}, {commune}, et autres collectivités et autres partenaires associatifs, entrepreneuriaux',
      ),
      point('Travail commun sur l’affinement des objectifs de la mission d’Assistance à Maîtrise d’Usage'),
    ],
    deliverables: [
      { title: 'Composition du comité de pilotage', months: 3 },
      { title: 'Objectifs affinés avec les partenaires', months: 6 },
    ],
  },
  {
    title: 'Diagnostic socio-territorial',
    objectives: [
      point('Comprendre le contexte territorial, la situation socio-économique, pour y adapter le projet.'),
      point('Relever des points d’intérêt auxquels la mission pourrait répondre.'),
      point(
        'Préfigurer les orientations futures des trames d’entretien avec les habitants et les équipes de proximité.',
      ),
    ],
    tasks: [
      point('Caractérisation de la population du secteur', 'Emploi', 'Revenus', 'Démographie', 'Logement…'),
      point('Inventaire des principaux services et loisirs, transports, commerces, et de leur accessibilité'),
    ],
    deliverables: [{ title: 'Diagnostic socio-territorial', months: 6 }],
  },
  {
    title: 'Diagnostic du patrimoine {landlord}',
    objectives: [
      point(
        'Saisir les enjeux et problématiques des différentes résidences du bailleur sur le territoire communal, afin d’y adapter la réponse en matière de formation et de mobilisation.',
      ),
    ],
    tasks: [
      point(
        'Diagnostic du patrimoine {landlord} sur {commune}',
        'Adresses, surfaces, logements, profil locataires, problématiques',
        'Référencement des équipes de proximité, organigramme',
      ),
      point('Analyse de l’insertion au sein des quartiers, des interfaces, et des flux'),
      point(
        'Rencontre individuelle avec les gardiens {landlord} de la commune',
        'Entretien semi-directif avec chaque gardien',
        'Relevé des problématiques et enjeux personnels et d’équipe',
      ),
    ],
    deliverables: [
      { title: 'Diagnostic du patrimoine', months: 9 },
      { title: 'Synthèse des entretiens avec les gardiens', months: 9 },
    ],
  },
  {
    title: 'Mobilisation des locataires',
    objectives: [
      point('Présenter la démarche aux habitants et initier une dynamique collective au sein des résidences.'),
    ],
    tasks: [
      point(
        'Conception, avec {landlord} et ses équipes de proximité, d’une communication en direction des locataires du territoire communal',
      ),
      point('Présentation de la démarche aux habitants (via liste de contacts bailleur et/ou courrier)'),
      point('Organisation d’un événement de lancement conviant les résidents, le bailleur, la collectivité'),
    ],
    deliverables: [
      { title: 'Courrier de présentation aux locataires', months: 9 },
      { title: 'Événement de lancement', months: 12 },
    ],
  },
  {
    title: 'Enquête de proximité sur panel de locataires',
    objectives: [
      point(
        'Dresser un état des lieux des enjeux et problématiques des locataires de {landlord} sur le territoire communal, échanger sur le projet et saisir les leviers d’action qu’il serait intéressant de mobiliser',
      ),
    ],
    tasks: [
      point(
        'Constitution d’un panel de locataires représentatif de la population du bailleur (répartition sur résidence, âge, sexe, PCS)',
      ),
      point(
        'Rencontre individuelle de ces locataires pour un entretien semi-directif autour des thématiques du mieux vivre ensemble et de la gestion de proximité',
        'Le parcours de vie et la vie dans la résidence',
        'Les relations de voisinage',
        'Les relations avec {landlord} et ses équipes',
        'Les projets et opportunités en matière de mieux vivre-ensemble',
      ),
      point('Synthèse des résultats de cette enquête'),
    ],
    deliverables: [
      { title: 'Panel de locataires', months: 15 },
      { title: 'Synthèse de l’enquête', months: 24 },
    ],
  },
  {
    title: 'Mise en place de la plateforme de formation de proximité',
    objectives: [
      point(
        'Création des contenus de formation qui seront mobilisés en formation initiale et au cours de la phase d’AMU d’Exploitation.',
      ),
    ],
    tasks: [
      point('Analyse des besoins formulés lors des enquêtes auprès des locataires et gardiens'),
      point(
        'Construction des supports de formation adaptés aux problématiques rencontrées sur site et lors des entretiens',
      ),
      point('Échanges avec {landlord} sur ces supports de communication'),
      point('Mise en ligne de la plate-forme de communication, avec un accès pour chaque personnel formé'),
    ],
    deliverables: [
      { title: 'Supports de formation', months: 32 },
      { title: 'Plateforme en ligne', months: 35 },
    ],
  },
]

const OPERATION: readonly ActionTemplate[] = [
  {
    title: 'Formation initiale du personnel de proximité',
    objectives: [
      point(
        'Apporter méthodes et moyens au personnel de proximité pour qu’ils puissent :',
        'Exercer une veille des fragilités (seniors notamment)',
        'Détecter les dysfonctionnements de la résidence et des logements en termes de confort d’usages et d’accessibilité',
        'Intervenir sur les sujets de veille et d’accompagnement des seniors, et sur des résolutions de conflits…',
        'Identifier et prévenir les difficultés sociales (déscolarisation, addiction…) pour en informer les services compétents',
      ),
    ],
    tasks: [
      point(
        'Réaliser un cycle de formation initiale auprès des gardiens et personnels de proximité.',
        'Réalisation et production de supports',
        '3 jours de formation animée par {operator}',
        'Retours à {landlord} sur ces formations (bilan, ressentis gardiens…)',
      ),
    ],
    deliverables: [
      { title: 'Trois jours de formation', months: 4 },
      { title: 'Bilan de la formation initiale', months: 6 },
    ],
  },
  {
    title: 'Formation-action continue',
    objectives: [
      point(
        'Impliquer collégialement locataires et équipes de proximité {landlord} autour d’événements animés par {operator}, afin d’initier des relations',
      ),
    ],
    tasks: [
      point(
        'Organiser chaque mois une formation-action thématique à destination du personnel et des résidents actifs. Exemples de thématiques :',
        'Économies de charges et d’énergie',
        'Veille sur les plus fragiles',
        'S’impliquer collectivement sur mon lieu de vie',
        'Formations recyclage et tri sélectif',
        'Monter un projet de jardin…',
      ),
    ],
    deliverables: [1, 2, 3].map((year) => ({
      title: `Bilan des formations-actions, année ${year}`,
      months: year * 12,
    })),
  },
  {
    title: 'Formation à distance',
    objectives: [
      point(
        'Permettre aux équipes de proximité de s’appuyer sur un centre de ressources et de se mettre en relation avec d’autres équipes de proximité pour un retour sur leurs pratiques.',
      ),
    ],
    tasks: [
      point('Accès, pour les équipes de proximité de {landlord}, à une plateforme de ressources et d’échanges'),
      point('Veille active sur les sujets et problématiques soulevés par les utilisateurs'),
      point('{operator} gère et dynamise le réseau social'),
    ],
    deliverables: [
      { title: 'Accès ouverts aux équipes', months: 3 },
      ...[1, 2, 3].map((year) => ({ title: `Bilan de la plateforme, année ${year}`, months: year * 12 })),
    ],
  },
]

export const MISSIONS: readonly MissionTemplate[] = [
  {
    code: 'initial',
    title: 'Assistance à Maîtrise d’Usage Initiale',
    budgetCents: 60_000_00,
    semesters: 6,
    lastPart: 'end',
    labels: [
      '1/6 à la commande',
      '1/6 2e semestre',
      '1/6 3e semestre',
      '1/6 4e semestre',
      '1/6 5e semestre',
      '1/6 solde fin de mission',
    ],
    actions: INITIAL,
  },
  {
    code: 'operation',
    title: 'Assistance à Maîtrise d’Usage d’Exploitation',
    budgetCents: 75_000_00,
    semesters: 6,
    lastPart: 'start',
    labels: [1, 2, 3].flatMap((year) => [
      `50 % début premier semestre, année ${year}`,
      `50 % début deuxième semestre, année ${year}`,
    ]),
    actions: OPERATION,
  },
]

export interface PartyNames {
  landlord: string
  operator: string
  commune: string
}

/** A text of the template with the parties' own names. */
export function withNames(text: string, names: PartyNames): string {
  return text.replace(/\{(landlord|operator|commune)\}/g, (_, party: keyof PartyNames) => names[party])
}

function point(text: string, ...parts: string[]): Point {
  return { text, parts }
}
