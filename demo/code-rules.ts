/** The codebook of the demonstration, and by what words a coder would have given each code. */
export interface DemoCode {
  name: string
  definition: string
  /** Under which other code. */
  under?: string
  /** Said by a tenant or a caretaker; a code that only gathers others has none. */
  says?: RegExp
}

export const DEMO_CODES: readonly DemoCode[] = [
  { name: 'Cadre de vie', definition: 'Le logement, l’immeuble et ses abords.' },
  {
    name: 'Pannes qui durent',
    under: 'Cadre de vie',
    definition: 'Une chose en panne ou mal réparée, et l’attente. Pas l’usure ordinaire.',
    says: /en panne|numéro de dossier|radiateur|réparent|rappeler trois fois|prendre des photos|demi-journée|sans réponse|lâche/i,
  },
  {
    name: 'Bruit',
    under: 'Cadre de vie',
    definition: 'Ce qu’on entend des autres, de jour ou de nuit.',
    says: /bruit|on entend tout|ça tape|ça crie|dors le jour/i,
  },
  {
    name: 'Lumière et trajets du soir',
    under: 'Cadre de vie',
    definition: 'Sortir ou rentrer quand il fait nuit : éclairage, hall, chemin.',
    says: /trou noir|lumière|nuit noire|éclairage|le hall, le soir|je ne descends plus/i,
  },
  {
    name: 'Stationnement',
    under: 'Cadre de vie',
    definition: 'Trouver une place, voitures abandonnées.',
    says: /pour se garer|les places\.|stationnement|place pour la garer/i,
  },
  {
    name: 'Marches et ascenseur',
    under: 'Cadre de vie',
    definition: 'Ce qui empêche de monter, de descendre ou d’entrer.',
    says: /marches|rampe|au quatrième|sans ascenseur|l’ascenseur (?:est|quand)|panne d’ascenseur/i,
  },
  { name: 'Voisinage', definition: 'Les relations entre ceux qui habitent là.' },
  {
    name: 'Entraide',
    under: 'Voisinage',
    definition: 'Un service rendu ou reçu entre voisins, même une fois.',
    says: /mes clés|montaient les courses|matelas|pharmacie pour|je demande à|prêté ses câbles|lis déjà les lettres|se parle\b|qui m’emmène/i,
  },
  {
    name: 'Isolement',
    under: 'Voisinage',
    definition: 'Ne parler à personne, n’avoir personne à qui demander.',
    says: /^personne\b|sans dire un mot|connaissais personne|la journée est longue|je n’ose pas|chacun dans sa case|et c’est tout\b|je n’y vais pas/i,
  },
  {
    name: 'Tensions',
    under: 'Voisinage',
    definition: 'Ce qui fâche entre voisins ou entre âges.',
    says: /encombrants\.|s’énerve|police|on les compte|mauvais coup|pare-brise/i,
  },
  { name: 'Bailleur et équipes', definition: 'Le gardien, la gardienne, le siège, les entreprises.' },
  {
    name: 'Gardien·ne proche',
    under: 'Bailleur et équipes',
    definition: 'Connu·e, trouvé·e, écouté·e.',
    says: /gardienne|elle écoute|prénoms des enfants|l’escalier est propre|ce qu’il dit/i,
  },
  {
    name: 'Gardien·ne trop loin',
    under: 'Bailleur et équipes',
    definition: 'Absent·e, débordé·e, remplacé·e, ou à des heures où l’on travaille.',
    says: /quatre bâtiments|la loge est ouverte|remplaçants|permanence jusqu|qu’on nous les garde|que je les voie/i,
  },
  {
    name: 'Courriers et charges peu clairs',
    under: 'Bailleur et équipes',
    definition: 'Ne pas comprendre une lettre, un site, une facture.',
    says: /dans des bureaux|mot de passe|je n’y comprends rien|mystère|montré le calcul|feuille de charges/i,
  },
  { name: 'Envies', definition: 'Ce que les gens voudraient faire, et ce qui les retient.' },
  {
    name: 'Faire ensemble',
    under: 'Envies',
    definition: 'Une proposition ou un savoir offert aux autres.',
    says: /jardin|aide aux devoirs|partager la voiture|ourlet|perceuse|pour cinquante|achète le riz|du temps\./i,
  },
  {
    name: 'Ce qui empêche de venir',
    under: 'Envies',
    definition: 'Horaire, garde d’enfants, langue, escalier, lassitude.',
    says: /^l’heure\.|qui garde|mon français|écouté d’en bas|déjà réunis|pas pour moi|plier les chaises/i,
  },
  { name: 'Métier de gardien', definition: 'Ce que les gardiens disent de leur travail.' },
  {
    name: 'Recevoir la colère',
    under: 'Métier de gardien',
    definition: 'Cris, reproches, conflits, et ce qu’on en fait.',
    says: /la gifle|crie dessus|me dit le problème|aux mains|promettre pour les autres/i,
  },
  {
    name: 'À qui le dire',
    under: 'Métier de gardien',
    definition: 'Ce qu’ils voient sans savoir à qui le transmettre, et les demandes sans retour.',
    says: /à qui je le dis|vit sa vie|qui m’apprend|appeler pour quoi|gens des services|me mêler|ça ne l’est pas/i,
  },
]

export interface DemoFinding {
  audience: 'tenant' | 'caretaker'
  title: string
  statement: string
  plain: string
  supports: readonly string[]
  diverges: readonly string[]
  needs: readonly { kind: 'training' | 'project' | 'issue'; wording: string; here?: boolean }[]
}

export const DEMO_FINDINGS: readonly DemoFinding[] = [
  {
    audience: 'tenant',
    title: 'Une panne qui dure pèse moins par la panne que par le silence',
    statement:
      'Beaucoup racontent une réparation qui traîne : ascenseur, eau chaude, porte du hall, humidité. Ce qui revient n’est pas tant l’attente que le fait de ne pas savoir : un numéro de dossier, des rendez-vous manqués, personne qui rappelle.\nQuand la gardienne suit la demande, les mêmes pannes sont racontées sans colère.',
    plain:
      'Des choses restent en panne longtemps. Vous dites que le plus dur est de ne pas savoir où en est la réparation.',
    supports: ['Pannes qui durent'],
    diverges: ['Gardien·ne proche'],
    needs: [
      { kind: 'issue', wording: 'Dire où en est chaque demande, même quand rien n’a avancé', here: true },
      { kind: 'training', wording: 'Suivre une demande et en donner des nouvelles' },
    ],
  },
  {
    audience: 'tenant',
    title: 'Six marches peuvent suffire à enfermer',
    statement:
      'Des personnes âgées, ou qui ont du mal à marcher, disent qu’elles descendent une fois par jour, ou plus du tout, à cause de l’entrée ou d’un ascenseur arrêté. Elles demandent peu : une rampe, un banc pour souffler.',
    plain: 'Des marches et un ascenseur arrêté empêchent de sortir. Vous demandez une rampe et des bancs.',
    supports: ['Marches et ascenseur'],
    diverges: [],
    needs: [
      { kind: 'issue', wording: 'Une rampe à l’entrée', here: true },
      { kind: 'project', wording: 'Choisir ensemble où poser deux bancs à l’ombre' },
    ],
  },
  {
    audience: 'tenant',
    title: 'On s’entraide dans un escalier, on est seul dans celui d’à côté',
    statement:
      'Les clés échangées, les courses montées par les jeunes pendant une panne : l’entraide existe, souvent sans que personne ne l’ait organisée. Mais d’autres, parfois sur le même palier, disent ne parler à personne ou ne pas oser demander.',
    plain: 'Beaucoup de voisins s’aident. D’autres sont seuls et n’osent pas demander.',
    supports: ['Entraide'],
    diverges: ['Isolement'],
    needs: [
      { kind: 'project', wording: 'Un repas dans la cour, avec une table pour ceux qui ne connaissent personne' },
      { kind: 'training', wording: 'Repérer l’isolement et savoir à qui en parler' },
    ],
  },
  {
    audience: 'tenant',
    title: 'Les envies sont là, les horaires et la langue retiennent',
    statement:
      'Jardin, cuisine, couture, aide aux devoirs, trajets partagés : les propositions sont précises et viennent de gens qui ne se sont jamais proposés. Ce qui retient est concret : l’heure, la garde des enfants, la peur de mal parler, une salle à l’étage.',
    plain:
      'Vous avez beaucoup d’idées : jardin, cuisine, couture, trajets. Il faut d’autres horaires et une salle accessible.',
    supports: ['Faire ensemble'],
    diverges: ['Ce qui empêche de venir'],
    needs: [{ kind: 'project', wording: 'Un jardin partagé, avec une réunion le samedi et les enfants bienvenus' }],
  },
  {
    audience: 'tenant',
    title: 'Les lettres sont écrites pour des bureaux',
    statement:
      'Les charges et les courriers sont payés ou rangés sans être compris, parfois avec honte. Certains les font lire par un enfant ou un voisin.',
    plain: 'Les lettres et les charges sont difficiles à comprendre. Vous voulez des mots simples.',
    supports: ['Courriers et charges peu clairs'],
    diverges: [],
    needs: [{ kind: 'training', wording: 'Expliquer une facture de charges en cinq minutes' }],
  },
  {
    audience: 'caretaker',
    title: 'Voir avant tout le monde, et ne pas savoir à qui le dire',
    statement:
      'Les volets fermés, le courrier qui s’entasse, la colère au guichet : le personnel de proximité voit et reçoit beaucoup. Il demande un relais clair, et de quoi tenir quand on lui crie dessus.',
    plain: '',
    supports: ['À qui le dire', 'Recevoir la colère'],
    diverges: [],
    needs: [{ kind: 'training', wording: 'Que dire quand on me crie dessus, et quand partir' }],
  },
]
