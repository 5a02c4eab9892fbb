/** Texts to start from. They are for tenants, hence in French whatever the language of the screen. */

export const KINDS = ['letter', 'poster', 'email', 'sms'] as const
export type Kind = (typeof KINDS)[number]

export interface Words {
  subject: string
  body: string
}

export const TEMPLATES: Record<Kind, Words> = {
  letter: {
    subject: 'Votre résidence\u00a0: venez en parler avec nous',
    body: `Bonjour {civilité} {nom},

Vous habitez {résidence}. Nous voulons mieux vivre ensemble dans votre quartier.

Nous venons vous écouter. Que se passe-t-il bien chez vous\u202f? Que faut-il changer\u202f?

Nous vous invitons à une première rencontre\u00a0:
• le [jour et date], à [heure]\u202f;
• à [lieu], sans marche à monter.

Vous pouvez venir avec vos enfants. Il y aura un goûter. Dites-nous si vous avez besoin d’un interprète.

Vous êtes libre de venir ou non. Cela ne change rien à votre bail.

Pour toute question, téléphonez au [numéro], du lundi au vendredi.

À bientôt,
[prénom et nom], pour votre bailleur et pour nous`,
  },
  poster: {
    subject: 'Parlons de notre résidence',
    body: `[jour et date] à [heure]
[lieu]

Rencontre ouverte à tous.
Goûter pour les enfants.
Entrée sans marche.`,
  },
  email: {
    subject: 'Votre résidence\u00a0: venez en parler avec nous',
    body: `Bonjour {civilité} {nom},

Vous habitez {résidence}. Nous vous invitons à une rencontre\u00a0:
• le [jour et date], à [heure]\u202f;
• à [lieu], sans marche à monter.

Vous êtes libre de venir ou non. Cela ne change rien à votre bail.

Pour toute question, téléphonez au [numéro], du lundi au vendredi.

À bientôt,
[prénom et nom], pour votre bailleur et pour nous`,
  },
  // The subject of a text message is the sender's name, of eleven letters and figures at most.
  sms: {
    subject: '[nom court]',
    body: '[jour et date] à [heure], rencontre à [lieu], entrée sans marche. Questions\u00a0: [numéro].',
  },
}

export function goesToPersons(kind: Kind): boolean {
  return kind !== 'poster'
}

/** What a template leaves to be written by hand, in square brackets. */
export function leftToWrite(text: string): string[] {
  return [...text.matchAll(/\[([^[\]]+)\]/g)].map(([found]) => found)
}
