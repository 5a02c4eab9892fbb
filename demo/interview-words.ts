/**
 * What the invented people of the interviews say, question by question in the order of the guide, from the most content to the least:
 * what was noted, then their exact words. A word in braces is chosen for each interview.
 */
export type Said = readonly [note: string, verbatim: string]

export const SLOTS: Readonly<Record<string, readonly string[]>> = {
  an: ['1987', '1994', '1998', '2003', '2007', '2011', '2014', '2018', '2021', '2023'],
  temps: ['trois semaines', 'un mois', 'deux mois', 'presque six mois', 'plus d’un an'],
  lieu: ['le parc', 'la place du marché', 'le canal', 'la médiathèque', 'la mosquée et le marché', 'le centre social'],
  coin: [
    'le banc devant l’entrée',
    'la cour',
    'le petit square',
    'le hall',
    'l’allée des tilleuls',
    'la pelouse du fond',
  ],
  voisin: [
    'Mme Rossi',
    'M. Traoré',
    'Josette',
    'le monsieur du troisième',
    'Nadia, ma voisine de palier',
    'M. Lebrun',
    'Fatou',
  ],
  jour: ['le mardi matin', 'le mercredi après-midi', 'le samedi', 'le dimanche', 'en fin de semaine'],
  heure: ['6 heures', '7 heures et demie', '21 heures', 'minuit', '2 heures du matin'],
  panne: ['l’ascenseur', 'l’eau chaude', 'la porte du hall', 'l’interphone', 'la lumière du parking', 'la chaudière'],
  enfant: ['mon fils', 'ma fille', 'les petits', 'mes deux garçons', 'ma petite-fille'],
  plat: ['un couscous', 'des crêpes', 'un gâteau', 'un tiep', 'une soupe', 'des bricks'],
  geste: ['arroser les plantes', 'monter les courses', 'garder les clés', 'réparer un vélo', 'remplir un papier'],
}

export const TENANT_WORDS: readonly (readonly Said[])[] = [
  // How they came
  [
    [
      'Installé depuis {an}, a demandé cet immeuble et l’a eu.',
      'Je suis arrivée en {an} avec une valise et {enfant}. Le jour des clés, la gardienne nous attendait en bas, elle avait ouvert les volets et elle nous a expliqué le chauffage. Je me suis dit : ici, on va rester.',
    ],
    [
      'Venu d’un logement trop petit en {an} ; content de la place.',
      'Avant on était cinq dans un deux-pièces à Pantin. Ici {enfant} a sa chambre, ça change tout.',
    ],
    [
      'Attribution en {an}, après une longue attente.',
      'J’ai attendu sept ans. Quand la lettre est arrivée, je n’y croyais plus, j’ai appelé pour vérifier que ce n’était pas une erreur.',
    ],
    [
      'Arrivé en {an} après une séparation, sans connaître personne.',
      'Je ne connaissais personne, ni la ville ni les gens. Les premiers mois, à part {voisin}, je n’ai parlé à personne.',
    ],
    [
      'N’a pas choisi le quartier ; attribution après relogement en {an}.',
      'On m’a relogée ici quand ils ont démoli. On ne m’a pas demandé mon avis, on m’a dit : c’est ça ou rien.',
    ],
    [
      'Se sent de passage depuis {an}, espère partir.',
      'Ça devait être provisoire, le temps de trouver mieux. Ça fait depuis {an} que c’est provisoire.',
    ],
  ],
  // An ordinary day
  [
    [
      'Journées remplies ; sort tous les matins, voit du monde.',
      'Le matin je descends prendre le pain, je m’arrête sur {coin}, et il y a toujours quelqu’un. Une demi-heure pour faire cent mètres.',
    ],
    [
      'Rythme de famille : école, travail, devoirs.',
      'Levée à {heure}, j’emmène {enfant}, je file au travail et le soir on se retrouve. Le dimanche, on respire.',
    ],
    [
      'Travaille en horaires décalés ; croise peu les voisins.',
      'Je pars quand les autres dorment. Les voisins, je les connais surtout par leurs bruits.',
    ],
    [
      'Retraité·e, beaucoup de télévision, sort peu l’hiver.',
      'La journée est longue. Il y a la télé, le téléphone avec ma sœur, et puis j’attends {jour} parce que mon fils passe.',
    ],
    ['Évite de sortir le soir.', 'Après {heure} je ne descends plus. Ce n’est pas que j’ai peur, mais je préfère.'],
    [
      'Seul la plupart du temps ; dit que les jours se ressemblent.',
      'Je peux passer trois jours sans dire un mot à personne. Alors je parle au chat, il répond moins mal que certains.',
    ],
  ],
  // What they like
  [
    [
      'Le calme, la verdure, l’entretien de {coin}.',
      'Ce que j’aime, c’est {coin}. L’été, les anciens sortent les chaises, les enfants courent autour, et on reste jusqu’à la nuit. On se croirait au village.',
    ],
    [
      'La proximité de tout ; apprécie {lieu}.',
      'J’ai tout à pied : l’école, le bus, {lieu}. Je ne prends la voiture que le samedi.',
    ],
    [
      'L’appartement lui-même, clair et grand.',
      'Mon balcon. Le matin le soleil entre jusqu’à la cuisine, je bois mon café dehors.',
    ],
    [
      'Les voisins du palier.',
      'Sur mon palier on est quatre et on s’entend. Au-dessus, je ne sais même pas qui c’est.',
    ],
    ['Le loyer, surtout.', 'Le loyer. Ailleurs je ne pourrais pas. Le reste, on s’habitue.'],
    ['Ne voit rien de particulier.', 'Franchement ? Je cherche. La vue, peut-être, quand il fait beau.'],
  ],
  // What makes life hard
  [
    [
      'Rien de grave ; un peu de bruit {jour}.',
      'De petites choses. {jour}, ça tape un peu. Mais on est en immeuble, il faut accepter de s’entendre vivre.',
    ],
    [
      'Le stationnement, le soir.',
      'Pour se garer après 19 heures, on tourne vingt minutes. Il y a des épaves qui n’ont pas bougé depuis {temps}.',
    ],
    [
      'L’éclairage du chemin vers l’arrêt de bus.',
      'Entre l’arrêt et chez moi, il y a un trou noir. Le soir, je passe par la route, avec les voitures, parce que là au moins on voit.',
    ],
    [
      '{panne} en panne depuis {temps} ; a signalé plusieurs fois.',
      '{panne} est en panne depuis {temps}. J’ai {age} ans et j’habite au quatrième : je descends une fois par jour, le matin, et je fais tout d’un coup. Si j’oublie le pain, tant pis.',
    ],
    [
      'Le bruit la nuit et l’isolation.',
      'On entend tout. À {heure} j’entends le réveil de celui du dessus, et lui doit entendre mes disputes au téléphone.',
    ],
    [
      'Humidité dans une chambre ; {enfant} y dort quand même.',
      'Il y a du noir sur le mur de la chambre. J’ai lavé, j’ai repeint, ça revient. Ils sont venus prendre des photos il y a {temps}, et depuis, rien.',
    ],
  ],
  // How they move
  [
    [
      'À vélo et à pied, sans difficulté.',
      'Tout à vélo. Le problème, c’est de le ranger : je le monte au deuxième tous les soirs.',
    ],
    [
      'Bus et tramway ; les lignes suffisent en journée.',
      'Le bus passe toutes les dix minutes, c’est bien. Après 21 heures, par contre, il faut avoir de la patience.',
    ],
    [
      'Marche beaucoup ; les courses avec un chariot.',
      'Je vais à pied jusqu’à {lieu} avec mon chariot. Au retour je fais deux pauses, toujours sur les mêmes murets.',
    ],
    [
      'Voiture indispensable pour le travail.',
      'Je commence à {heure} à Roissy. Sans voiture, je n’ai pas de travail. Et sans place pour la garer, j’ai des amendes.',
    ],
    [
      'Dépend d’un proche pour les sorties.',
      'C’est {voisin} qui m’emmène {jour}. Le jour où elle ne peut pas, je n’y vais pas.',
    ],
    [
      'Ne sort presque plus ; les marches de l’entrée sont un obstacle.',
      'Il y a six marches à l’entrée, sans rampe. Six marches, ce n’est rien. Pour moi, c’est la frontière.',
    ],
  ],
  // Where they relax
  [
    [
      '{lieu}, en famille, {jour}.',
      '{jour}, c’est {lieu}. On apporte {plat}, on retrouve toujours les mêmes, et les enfants se connaissent depuis la maternelle.',
    ],
    ['Le centre social et ses ateliers.', 'Au centre social, je fais de la couture. On coud peu, on parle beaucoup.'],
    [
      'Sort du quartier pour se détendre.',
      'Je prends le train, je vais voir la Seine. Ici, pour se poser, il n’y a pas grand-chose.',
    ],
    ['Le balcon, ou chez la famille.', 'Chez ma sœur à Bobigny. Ici je n’ai pas mes habitudes.'],
    [
      'Regrette qu’il n’y ait plus de banc.',
      'Avant il y avait des bancs. Ils les ont enlevés à cause des jeunes. Maintenant, plus de jeunes, plus de vieux, plus personne.',
    ],
    [
      'Nulle part.',
      'Me détendre ? Avec trois enfants et deux boulots ? Le soir, je m’assois dans la cuisine cinq minutes. Voilà ma détente.',
    ],
  ],
  // Whom they know
  [
    [
      'Connaît presque toute la montée, on s’invite.',
      'Je connais tout le monde par le prénom. À l’Aïd j’envoie des gâteaux à tous les étages, et à Noël c’est eux qui sonnent.',
    ],
    [
      'Connaît le palier et les parents de l’école.',
      'Les parents de l’école, surtout. Sans {enfant}, je ne connaîtrais personne.',
    ],
    [
      'Connaît de vue, bonjour et c’est tout.',
      'On se dit bonjour. Le bonjour, il est sincère. Mais on n’entre pas les uns chez les autres.',
    ],
    [
      'Une seule personne, {voisin}.',
      'Je connais {voisin}, et c’est tout. Les autres changent tout le temps, on n’a pas le temps d’apprendre les noms.',
    ],
    [
      'Les anciens sont partis ; ne connaît pas les nouveaux.',
      'Avant, on connaissait tout l’escalier. Les anciens sont morts ou partis chez leurs enfants. Les nouveaux, ils entrent et ils ferment la porte.',
    ],
    [
      'Personne, et le dit avec gêne.',
      'Personne. Dix ans que je suis là. Ce n’est pas méchant, c’est que personne ne commence.',
    ],
  ],
  // A small favour
  [
    [
      'Plusieurs personnes ; échange des clés.',
      '{voisin} a mes clés, et moi j’ai les siennes. On ne se l’est jamais demandé, c’est venu un jour de fuite d’eau.',
    ],
    [
      '{voisin}, pour {geste}.',
      'Pour {geste}, je demande à {voisin}. Elle me dit toujours oui avant que je finisse la phrase.',
    ],
    [
      'Demanderait au gardien d’abord.',
      'Le gardien. Il dépanne, il rend service, mais ce n’est pas son travail, alors j’ose une fois sur deux.',
    ],
    ['La famille plutôt que les voisins.', 'J’appelle mon frère. Même s’il met une heure à venir, c’est mon frère.'],
    [
      'N’ose pas demander.',
      'J’aurais besoin qu’on m’aide à {geste}, mais je n’ose pas. On a peur de déranger, et on se dit que l’autre dira oui pour ne pas dire non.',
    ],
    [
      'Personne à qui demander.',
      'Personne. Le mois dernier j’ai eu la grippe, je suis restée quatre jours sans sortir et mon frigo s’est vidé tout seul.',
    ],
  ],
  // Neighbours who helped
  [
    [
      'Collecte pour une famille après un incendie.',
      'Quand il y a eu le feu au deuxième, en une heure la famille avait des matelas, des vêtements, {plat}. Personne n’a rien organisé. Chacun est descendu avec ce qu’il avait.',
    ],
    [
      'Pendant une panne d’ascenseur, des jeunes montaient les courses.',
      'Quand l’ascenseur est tombé, les jeunes du hall montaient les courses de {voisin}. Ceux dont tout le monde se plaint. Ça, personne ne l’a écrit nulle part.',
    ],
    [
      'Le confinement : appels, médicaments.',
      'Pendant le confinement, une dame a mis un papier dans l’ascenseur avec son numéro. Elle allait à la pharmacie pour douze personnes.',
    ],
    [
      'Une fête des voisins, il y a longtemps.',
      'Il y a eu une fête en {an}. On avait sorti les tables. On en parle encore, mais on ne l’a pas refaite.',
    ],
    [
      'Un dépannage de voiture, une fois.',
      'Une fois, un monsieur m’a prêté ses câbles. Je ne connais toujours pas son nom.',
    ],
    ['N’en a pas le souvenir.', 'Non, je ne vois pas. Chacun a ses soucis.'],
  ],
  // Tensions
  [
    [
      'Peu de tensions ; on se parle.',
      'Quand il y a un problème, on tape à la porte et on se parle. C’est tout simple, mais il faut l’avoir fait une première fois.',
    ],
    [
      'Les poubelles et les encombrants.',
      'Les encombrants. Il y en a toujours un qui descend son canapé le lundi pour le ramassage du jeudi, et après tout le monde pose le sien.',
    ],
    [
      'Le bruit entre familles et travailleurs de nuit.',
      'Moi je dors le jour. Les enfants jouent, c’est normal, ce sont des enfants. Personne n’a tort et tout le monde s’énerve.',
    ],
    [
      'Le stationnement et les voitures ventouses.',
      'Les places. On en est venu à se mettre des mots sur les pare-brise, et pas des mots gentils.',
    ],
    [
      'Occupation du hall le soir.',
      'Le hall, le soir. Ils ne font rien de mal, ils sont assis. Mais quand on rentre seule avec ses sacs, on les compte.',
    ],
    [
      'Disputes répétées, police appelée.',
      'Ça crie, ça claque, la police vient, la police repart. J’ai écrit trois fois. On m’a répondu que c’était noté.',
    ],
  ],
  // Ages
  [
    [
      'Enfants et anciens se côtoient à {coin}.',
      'À {coin}, il y a les poussettes, les cannes et les ballons. Parfois le ballon tape dans la canne, et ça finit en rigolade.',
    ],
    [
      'Se croisent sans se parler.',
      'On se croise. Les jeunes tiennent la porte, il faut le dire. Mais se parler, non.',
    ],
    [
      'Les adolescents n’ont pas de lieu.',
      'Les petits ont le toboggan, les vieux ont les bancs. Et les ados ? Ils ont le hall, et on leur reproche d’y être.',
    ],
    [
      'Méfiance des deux côtés.',
      'Ils pensent que nous sommes vieux jeu, nous pensons qu’ils préparent un mauvais coup. On ne s’est jamais assis ensemble pour vérifier.',
    ],
    [
      'Chaque âge reste chez soi.',
      'Chacun dans sa case. Les anciens sortent le matin, les jeunes le soir. On habite la même maison sans jamais être à la même heure.',
    ],
  ],
  // To a new neighbour
  [
    [
      '« Va te présenter, ils t’attendent. »',
      'Je lui dirais : sonne à la porte de {voisin}, elle te dira tout. Et viens boire un café, je suis au premier.',
    ],
    [
      'Conseils pratiques : gardien, local, marché.',
      'Je lui montrerais le local à vélos, le bouton du chauffage, et à qui parler quand {panne} lâche.',
    ],
    ['« C’est calme, si tu es discret. »', 'Je lui dirais que c’est calme et qu’il suffit de dire bonjour.'],
    [
      '« Ne compte pas trop sur le bailleur. »',
      'Je lui dirais de garder toutes ses photos et tous ses courriers, dès l’état des lieux.',
    ],
    ['« Cherche ailleurs. »', 'Je lui demanderais s’il a vraiment visité. Le soir, pas à onze heures du matin.'],
  ],
  // What the caretaker does
  [
    [
      'Connaît bien son travail, le trouve présent.',
      'Elle nettoie, elle sort les bacs, elle reçoit les gens, elle appelle les entreprises. Et elle écoute. Je crois que c’est ce qui lui prend le plus de temps.',
    ],
    [
      'Le voit surtout pour le ménage.',
      'Il lave l’escalier {jour} et il sort les poubelles. Le reste, je ne sais pas trop.',
    ],
    [
      'Le trouve débordé : trop de bâtiments.',
      'Il a quatre bâtiments pour lui tout seul. Le matin il est ici, après il court. On ne peut pas lui en vouloir.',
    ],
    [
      'Ne sait pas quand le trouver.',
      'La loge est ouverte aux heures où je travaille. Je connais son écriture sur les affiches, pas son visage.',
    ],
    [
      'Ne voit plus personne depuis un départ.',
      'Depuis que l’ancien est parti, on a eu quatre remplaçants. À chaque fois il faut tout raconter depuis le début.',
    ],
  ],
  // Last problem in the dwelling
  [
    [
      'Fuite réparée en deux jours.',
      'Une fuite sous l’évier. J’ai prévenu la gardienne le lundi, le plombier est venu le mercredi. Rien à dire.',
    ],
    [
      'Réparé après relance.',
      'Il a fallu rappeler trois fois, mais ils sont venus. Le technicien était désolé, il n’avait reçu le bon que la veille.',
    ],
    [
      'Radiateur froid pendant {temps}.',
      'Le radiateur de la chambre est resté froid {temps}. On m’a prêté un chauffage électrique. La facture, elle, on ne me l’a pas prêtée.',
    ],
    [
      'Rendez-vous manqués par l’entreprise.',
      'J’ai posé une demi-journée, puis une autre. Personne. La troisième fois, ils ont dit que c’était moi qui étais absente.',
    ],
    [
      '{panne} ; sans réponse depuis {temps}.',
      'J’ai appelé, j’ai un numéro de dossier, je le connais par cœur. {temps} que j’attends. Quand je rappelle, on me demande si c’est urgent. Au bout de combien de temps ça devient urgent ?',
    ],
  ],
  // How the landlord informs
  [
    [
      'Affiches claires et messages par téléphone.',
      'Ils envoient un message la veille des coupures. C’est bien, on peut remplir les bouteilles.',
    ],
    [
      'Affiches dans le hall, bien lues.',
      'Les affiches du hall. Tout le monde les lit en attendant l’ascenseur, surtout quand il ne vient pas.',
    ],
    [
      'Courriers peu lisibles.',
      'Les lettres, je les donne à {enfant}. C’est écrit pour des gens qui travaillent dans des bureaux.',
    ],
    [
      'Passe par le site, avec difficulté.',
      'Il faut un mot de passe pour le site. Je l’ai oublié, on me l’envoie sur une adresse que je n’ai plus.',
    ],
    ['Apprend les choses par les voisins.', 'C’est {voisin} qui me dit. Le courrier est arrivé après les travaux.'],
  ],
  // Charges
  [
    [
      'Comprend ses charges, garde ses papiers.',
      'Je garde tout dans un classeur depuis {an}. Je compare chaque année, ligne par ligne.',
    ],
    ['Comprend le total, pas le détail.', 'Je comprends le chiffre en bas. Entre le haut et le bas, c’est un mystère.'],
    [
      'Régularisation du chauffage mal vécue.',
      'On baisse, on met des pulls, et à la fin on nous demande 280 euros de plus. Personne ne nous a montré le calcul.',
    ],
    [
      'Paie pour un entretien qu’il ne voit pas.',
      'Je paie l’entretien des espaces verts. J’aimerais qu’on me présente l’espace vert.',
    ],
    [
      'Ne comprend pas, n’ose pas demander.',
      'Je n’y comprends rien et j’ai honte de le dire. Alors je paie, et après je me prive.',
    ],
  ],
  // What they expect of the team
  [
    [
      'Que l’équipe reste la même.',
      'Qu’on nous les garde. Quand on change tout le temps de visage, on ne raconte plus rien.',
    ],
    [
      'Des heures de loge le soir.',
      'Une permanence jusqu’à 19 heures, une fois par semaine. Les gens qui travaillent existent aussi.',
    ],
    [
      'Qu’on dise où en est une demande.',
      'Qu’on me rappelle. Même pour me dire que ce n’est pas réparé. Ne pas savoir, c’est pire que d’attendre.',
    ],
    ['Plus de présence le soir.', 'Quelqu’un qui passe le soir, pas un vigile, quelqu’un qui dit bonsoir.'],
    [
      'Qu’on les écoute avant les travaux.',
      'Qu’on nous demande avant, pas après. On vit ici, on sait où l’eau s’infiltre.',
    ],
  ],
  // What it does well
  [
    [
      'La disponibilité de la gardienne.',
      'Elle connaît les prénoms des enfants. Quand le mien a eu son brevet, elle l’a su avant moi.',
    ],
    ['La propreté des parties communes.', 'C’est propre. On peut dire ce qu’on veut, l’escalier est propre.'],
    ['Les réponses quand on la trouve.', 'Quand on arrive à lui parler, il fait ce qu’il dit. C’est déjà beaucoup.'],
    ['Les urgences traitées.', 'Pour les urgences, ils viennent. C’est entre deux urgences qu’on nous oublie.'],
    ['Ne sait pas répondre.', 'Je ne sais pas. Il faudrait que je les voie.'],
  ],
  // One thing to change
  [
    ['Fleurir {coin}.', 'Mettre des fleurs à {coin}. C’est bête, mais quand c’est beau, les gens ne jettent pas.'],
    ['Des bancs à l’ombre.', 'Deux bancs à l’ombre. Pour souffler au retour des courses, et pour se voir.'],
    [
      'Un local pour les vélos et les poussettes.',
      'Un local fermé pour les vélos et les poussettes. Dans l’entrée, on enjambe.',
    ],
    [
      'La lumière sur le chemin du bus.',
      'De la lumière entre l’arrêt de bus et la porte. {enfant} rentre à 18 heures, l’hiver il fait nuit noire.',
    ],
    ['{panne}, une bonne fois.', 'Qu’ils réparent {panne} une bonne fois au lieu de venir dix fois.'],
    [
      'Une rampe à l’entrée.',
      'Une rampe. Pas un grand chantier, une rampe. Je ne demande pas la lune, je demande à sortir de chez moi toute seule.',
    ],
  ],
  // What they would take part in
  [
    [
      'Un jardin partagé, tout de suite.',
      'Un jardin ! Mon père était jardinier. Donnez-moi trois mètres carrés et je vous fais des tomates pour l’étage.',
    ],
    [
      'La cuisine, les repas de quartier.',
      'Je peux faire {plat} pour cinquante, j’ai l’habitude. Il faut juste une salle avec un évier.',
    ],
    [
      'L’aide aux devoirs.',
      'L’aide aux devoirs, {jour}. Je n’ai pas fait d’études, mais les tables de multiplication, je les tiens.',
    ],
    [
      'Covoiturage pour les courses.',
      'Partager la voiture pour les courses du samedi. On part tous au même magasin, à la même heure, chacun dans la sienne.',
    ],
    [
      'Viendrait voir, sans s’engager.',
      'Je viendrais voir. M’engager, non, j’ai déjà donné et je me suis retrouvé seul à plier les chaises.',
    ],
    ['Ne se sent pas concerné.', 'Ce n’est pas pour moi. Quand je rentre, je veux qu’on m’oublie.'],
  ],
  // What they could bring
  [
    [
      'Cuisine, couture, et l’envie de montrer.',
      'Je couds depuis que j’ai douze ans. Je peux apprendre à faire un ourlet à qui veut, et je ne demande rien.',
    ],
    [
      'Des outils à prêter.',
      'Une perceuse. Tout le monde en achète une pour trois trous dans une vie. La mienne peut servir à tout l’escalier.',
    ],
    [
      'Les langues : traduit pour les voisins.',
      'Je parle le tamoul, le français et un peu d’anglais. Je lis déjà les lettres de {voisin}, alors un peu plus ou un peu moins.',
    ],
    ['Du temps, {jour}.', 'Du temps. C’est tout ce que j’ai, mais j’en ai.'],
    [
      'Ne voit pas quoi apporter.',
      'Moi ? Je ne sais rien faire de spécial. Enfin… je sais réparer les vélos, mais ça, tout le monde sait.',
    ],
  ],
  // What would keep them from coming
  [
    ['Rien, sauf une maladie.', 'Rien. Mettez-le écrit en gros dans le hall et je serai là avant vous.'],
    [
      'Les horaires de travail.',
      'L’heure. Toujours à 18 heures, comme si tout le monde finissait à 17. Essayez {jour}.',
    ],
    ['La garde des enfants.', 'Qui garde {enfant} ? Si je peux venir avec, je viens.'],
    [
      'La langue, la gêne de parler devant les autres.',
      'Mon français n’est pas beau. Devant les gens, je cherche les mots et je me tais.',
    ],
    [
      'Les escaliers, la salle à l’étage.',
      'La dernière réunion était au premier étage sans ascenseur. J’ai écouté d’en bas.',
    ],
    [
      'Ne croit plus aux réunions.',
      'On nous a déjà réunis. On a collé des papiers de couleur sur un mur. Et puis le mur a été repeint.',
    ],
  ],
  // Saving together
  [
    [
      'Achats groupés déjà essayés entre voisins.',
      'On achète le riz et l’huile à quatre familles. Un sac de vingt kilos, on partage, et on gagne trente euros par mois.',
    ],
    ['Partager les trajets.', 'Les trajets. Le plein, c’est ce qui me coûte le plus après le loyer.'],
    [
      'Mieux régler le chauffage collectif.',
      'L’hiver on ouvre les fenêtres tellement il fait chaud, et après on paie. Il suffirait de baisser pour tout le monde.',
    ],
    [
      'Réparer au lieu de jeter.',
      'Réparer. Il y a des gens en or dans cet immeuble, avec des mains en or, et les grille-pain sont aux encombrants.',
    ],
    ['N’y croit guère.', 'Chacun compte de son côté. Avec l’argent, on se fâche.'],
  ],
  // In three years
  [
    [
      'Que les gens se connaissent.',
      'Si je vois des gens s’arrêter pour parler dans l’escalier, je me dirai : voilà, on y est.',
    ],
    [
      'Que les jeunes aient quelque chose à eux.',
      'Que les jeunes aient un endroit, et que ce soit eux qui aient la clé.',
    ],
    [
      'Que {panne} marche.',
      'Si {panne} marche encore dans trois ans sans qu’on appelle, j’inviterai le directeur à manger {plat}.',
    ],
    ['Que les charges baissent.', 'Je le verrai sur ma feuille de charges. Le reste, c’est des mots.'],
    ['Ne sera plus là, espère-t-il.', 'Dans trois ans ? J’espère vous répondre d’ailleurs.'],
  ],
  // Anything to add
  [
    [
      'Remercie d’avoir été écouté.',
      'Merci. C’est la première fois qu’on me pose des questions sans me faire remplir un formulaire.',
    ],
    [
      'Demande ce que deviendront les réponses.',
      'Revenez nous dire ce que vous avez entendu. Sinon la prochaine fois je n’ouvre pas.',
    ],
    ['Rien à ajouter.', ''],
  ],
]

export const CARETAKER_WORDS: readonly (readonly Said[])[] = [
  [
    [
      'Décrit une journée très découpée, commencée à {heure}.',
      'À 6 heures je sors les bacs, à 8 heures je suis dans les escaliers, à 10 heures j’ouvre la loge. Et entre chaque chose, il y a quelqu’un qui m’arrête. Ma journée, c’est ce qui se passe entre les tâches.',
    ],
    [
      'Insiste sur le temps passé au téléphone.',
      'On croit que je balaie. Je téléphone. Je passe plus de temps au téléphone qu’avec mon balai.',
    ],
    [
      'A vu le métier changer depuis {an}.',
      'En {an} j’avais un bâtiment et j’y habitais. Aujourd’hui j’en ai cinq, et j’habite à quarante minutes.',
    ],
  ],
  [
    [
      'Aime le contact ; s’use à répéter.',
      'Ce que j’aime, c’est quand un gamin que j’ai connu en poussette me présente son propre bébé. Ce qui use, c’est de promettre pour les autres.',
    ],
    [
      'Fier d’une cage d’escalier propre ; fatigué des incivilités.',
      'Je lave le lundi, le mardi c’est sale. Je ne lave pas pour que ce soit propre, je lave pour que ça ne soit pas pire.',
    ],
    [
      'Porte seul la colère des locataires.',
      'On est le visage du bailleur. Alors la gifle, c’est nous qui la prenons.',
    ],
  ],
  [
    [
      'Plus de personnes âgées seules.',
      'Ils vieillissent. J’ai des gens que je voyais tous les jours et que je vois une fois par semaine. Quand les volets restent fermés, je monte.',
    ],
    ['Plus de colère, plus vite.', 'Avant on me disait bonjour puis le problème. Maintenant on me dit le problème.'],
    [
      'Des familles qui se succèdent sans se connaître.',
      'Ça tourne. Le temps que j’apprenne un nom, la boîte aux lettres a changé d’étiquette.',
    ],
  ],
  [
    [
      'Repère les volets, le courrier, l’odeur ; ne sait pas à qui le dire.',
      'Le courrier qui s’entasse, les volets, une odeur. Je le vois avant tout le monde. Mais à qui je le dis ? Je ne suis ni la famille ni les pompiers.',
    ],
    [
      'Frappe à la porte, puis appelle une collègue.',
      'J’appelle {voisin}, ma collègue du bâtiment d’à côté. À deux, on ose sonner.',
    ],
    [
      'A peur de mal faire ou de trop en dire.',
      'J’ai peur de me mêler de ce qui ne me regarde pas. Et j’ai peur, un jour, de ne pas m’en être mêlé.',
    ],
  ],
  [
    [
      '{panne}, toujours.',
      '{panne}. Je pourrais faire le calendrier des pannes. La pièce vient d’Italie, paraît-il : elle vient à pied.',
    ],
    [
      'Les portes de hall forcées.',
      'La porte du hall. On la répare le jeudi, elle est ouverte le vendredi. Il faut changer la porte, pas la réparer.',
    ],
    [
      'Infiltrations en toiture à chaque orage.',
      'À chaque orage j’ai les mêmes trois étages qui m’appellent. Je mets des seaux. J’ai une collection de seaux.',
    ],
  ],
  [
    [
      'Le centre d’appels, sans retour.',
      'J’appelle, on me donne un numéro. Le locataire me demande, je lui donne le numéro. Après, le numéro vit sa vie.',
    ],
    [
      'Passe par un responsable, qui répond.',
      'Ma responsable rappelle toujours. Quand elle est en congés, c’est le désert.',
    ],
    [
      'Apprend la suite par les locataires.',
      'C’est le locataire qui m’apprend que c’est réparé. Ou que ça ne l’est pas.',
    ],
  ],
  [
    [
      'Entraide informelle entre collègues proches.',
      'Entre nous on se dépanne. On a un groupe sur le téléphone, ce n’est pas officiel, mais c’est ce qui marche.',
    ],
    ['Isolement sur son site.', 'Je peux passer une semaine sans voir un collègue. Je mange avec la radio.'],
    [
      'Remplacements mal préparés.',
      'Quand je pars en vacances, j’écris tout sur une feuille. Au retour, la feuille est toujours sur la table, à la même place.',
    ],
  ],
  [
    ['Relations correctes mais lointaines.', 'Le siège, c’est une voix. Gentille, mais une voix.'],
    ['Aimerait voir les décideurs sur place.', 'Qu’ils viennent une matinée, une seule, en bottes, avec moi.'],
    ['Consignes contradictoires.', 'Un service me dit de fermer le local, l’autre me demande pourquoi il est fermé.'],
  ],
  [
    [
      'Formé aux produits d’entretien, pas aux conflits.',
      'On m’a formé aux produits et à l’échelle. Mais quand deux voisins en viennent aux mains, l’échelle ne sert à rien.',
    ],
    [
      'Manque l’écrit et l’informatique.',
      'L’ordinateur, j’ai appris tout seul, avec {enfant}. J’aimerais écrire un message sans avoir peur des fautes.',
    ],
    ['Voudrait savoir orienter vers les services.', 'Je voudrais une feuille, une seule, avec qui appeler pour quoi.'],
  ],
  [
    [
      'A trouvé une dame tombée chez elle.',
      'Une dame n’avait pas pris son pain. J’ai insisté, les pompiers ont ouvert : elle était par terre depuis la veille. Elle m’envoie une carte chaque année.',
    ],
    [
      'A monté un repas dans la cour.',
      'J’ai prêté deux tréteaux, une dame a fait {plat}, et on s’est retrouvés quarante. Je n’avais rien demandé à personne.',
    ],
    [
      'Ne se dit pas fier, puis raconte.',
      'Fier, non. Mais quand je passe, les enfants arrêtent de courir et me disent bonjour. Ça, je l’ai construit.',
    ],
  ],
  [
    ['Apprendre à réagir quand on crie.', 'Savoir quoi dire quand quelqu’un me crie dessus, et savoir quand partir.'],
    ['Échanger entre gardiens.', 'Parler entre nous, sans chef, au moins un matin.'],
    [
      'Connaître les services sociaux.',
      'Rencontrer en vrai les gens des services. Un visage, on l’appelle plus facilement qu’un numéro.',
    ],
  ],
  [
    ['Ne veut pas que son site soit reconnu.', 'Que ça vienne de moi. On est huit, ils devineront tout de suite.'],
    ['Rien à cacher, mais pas de nom.', 'Écrivez tout, sauf mon nom.'],
    ['Ses désaccords avec un responsable.', 'Ce que j’ai dit du responsable, gardez-le pour vous.'],
  ],
]
