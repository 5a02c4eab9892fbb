/** What is said before an interview begins (GDPR, article 13). In French in both languages: it is read aloud. */
import type { Audience } from './questions.ts'

export function noticeOf(
  audience: Audience,
  { operator, landlord }: { operator: string; landlord: string },
): readonly string[] {
  const common = [
    `Je travaille pour ${operator}, à la demande de ${landlord}. Je prends des notes pour comprendre la vie dans les résidences.`,
    'Vous êtes libre de répondre ou non, à chaque question, et d’arrêter quand vous voulez.',
    `Ce que vous dites n’est lu que par l’équipe de l’opérateur (${operator}). ${landlord} ne reçoit qu’une synthèse, sans nom.`,
  ]
  const own =
    audience === 'tenant'
      ? ['Répondre ou ne pas répondre ne change rien à votre bail ni à vos demandes.']
      : ['Votre employeur ne lit pas cet entretien et ne sait pas ce que chacun a dit.']
  return [
    ...common,
    ...own,
    'Vos réponses sont gardées jusqu’à douze mois après la fin de la mission, puis rendues anonymes. Un enregistrement est effacé trente jours après avoir été retranscrit, et trois mois au plus après l’entretien.',
    'Vous pouvez demander à les lire, les corriger ou les effacer tant qu’elles ne sont pas anonymes, et saisir la CNIL.',
  ]
}
