/** The launch as the demonstration shows it: a letter that both sides approved, a poster still talked about, an offer to the few who agreed. */

import { todayOf } from '#app/convention/today.server.ts'
import { addComment, approve } from '#app/mobilisation/approvals.server.ts'
import { campaignOf, campaignsOf, createCampaign, writeText } from '#app/mobilisation/campaigns.server.ts'
import { noteConsent } from '#app/mobilisation/consents/consents.server.ts'
import { EVERYBODY } from '#app/mobilisation/criteria.ts'
import { nameTown, recipientsOf } from '#app/mobilisation/recipients.server.ts'
import { TEMPLATES } from '#app/mobilisation/templates.ts'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'

const AGREEING = 12
const OFFER = {
  subject: 'Un vélo à prix réduit, à plusieurs',
  body: `Bonjour {civilité} {nom},

Des voisins veulent acheter un vélo. À plusieurs, le prix baisse.

L’atelier du quartier propose des vélos révisés. Vous pouvez les essayer samedi 13 mars, de 10\u00a0h à 12\u00a0h, devant la salle des Ormes.

Vous êtes libre de venir ou non. Cela ne change rien à votre bail.`,
  link: null,
}
const WRITTEN: Record<string, string> = {
  '[jour et date]': 'mardi 9 mars',
  '[jour et date] à [heure]': 'Mardi 9 mars à 18\u00a0h',
  '[heure]': '18\u00a0h',
  '[lieu]': 'la salle des Ormes',
  '[numéro]': '01 99 00 12 34',
  '[prénom et nom]': 'Claire Montreuil',
}

/** Does nothing when it is already there: each step of loading may be done again. */
export async function prepareCampaigns(memberWho: (role: Role) => Promise<Actor>): Promise<void> {
  const [lead, animator, pilot] = [
    await memberWho('operator-lead'),
    await memberWho('operator-animator'),
    await memberWho('landlord-pilot'),
  ]
  const { campaigns } = await inConvention(lead, (tx) => campaignsOf(tx, 1))
  if (campaigns.length > 0) return
  const letter = await inConvention(animator, async (tx) => {
    const id = await createCampaign(tx, { title: 'Lettre de lancement', kind: 'letter', criteria: EVERYBODY })
    const { subject, body } = TEMPLATES.letter
    await writeText(tx, await campaignOf(tx, id), 1, { subject, body: completed(body), link: null })
    return id
  })
  await inConvention(lead, (tx) => nameTown(tx, '93140', 'Bondy'))
  for (const approver of [lead, pilot])
    await inConvention(approver, async (tx) => {
      const campaign = await campaignOf(tx, letter)
      await approve(tx, campaign, campaign.textId)
    })
  const poster = await inConvention(animator, (tx) =>
    createCampaign(tx, { title: 'Affiche de lancement', kind: 'poster', criteria: EVERYBODY }),
  )
  await inConvention(animator, (tx) =>
    createCampaign(tx, { title: 'Rappel par texto', kind: 'sms', criteria: EVERYBODY }),
  )
  await inConvention(animator, async (tx) => {
    const criteria = { ...EVERYBODY, sizeFrom: 3 }
    const id = await createCampaign(tx, { title: 'Invitation des familles', kind: 'email', criteria })
    const { subject, body } = TEMPLATES.email
    await writeText(tx, await campaignOf(tx, id), 1, { subject, body: completed(body), link: null })
  })
  await inConvention(animator, offer)
  await inConvention(pilot, async (tx) =>
    addComment(tx, await campaignOf(tx, poster), 'Ajoutez que le goûter est offert, et le plan de la salle.'),
  )
}

/** A group purchase: a seller gains, so that it goes to those alone who agreed at their door. */
async function offer(tx: ActorTx): Promise<void> {
  const id = await createCampaign(tx, {
    title: 'Achat groupé de vélos',
    kind: 'email',
    legalKind: 'prospecting',
    criteria: EVERYBODY,
  })
  await writeText(tx, await campaignOf(tx, id), 1, OFFER)
  const reachable = (await recipientsOf(tx, await campaignOf(tx, id))).filter(({ lines }) => lines[0] !== '')
  for (const { personId } of reachable.slice(0, AGREEING))
    await noteConsent(tx, personId, { channel: 'email', given: true, way: 'door', on: await todayOf(tx) })
}

function completed(text: string): string {
  return Object.entries(WRITTEN)
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce((words, [open, written]) => words.replaceAll(open, written), text)
}
