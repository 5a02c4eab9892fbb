/**
 * `npm run bench:letters [-- --letters N]`: letters of a campaign to 6 500 households, from their recipients to one PDF, as the job prints
 * them; database apart. Fails above 60 s. Wall clock, with the machine's load said beside it, as printing uses one thread.
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Campaign } from '#app/mobilisation/campaigns.server.ts'
import { letterFor, linkOf } from '#app/mobilisation/print.server.ts'
import { TEMPLATES } from '#app/mobilisation/templates.ts'
import { printed } from '#app/platform/documents/printing.server.ts'
import { addressLines } from '#packages/postal-address/address.ts'

const MOST_MS = 60_000
const { values } = parseArgs({ options: { letters: { type: 'string', default: '6500' } } })
const count = Number(values.letters)

const campaign: Pick<Campaign, 'subject' | 'body' | 'link'> = {
  ...TEMPLATES.letter,
  link: 'https://palier.example/event/K7M4PQ',
}
const load = loadavg()[0] ?? 0
const start = performance.now()
const letters = Array.from({ length: count }, (_, rank) => letterTo(rank))
const data = {
  ...linkOf(campaign),
  sender: 'Habitat des Ormes',
  about: 'avec Atelier des Paliers',
  returns: 'En cas de non-distribution, retour à : Habitat des Ormes, 18 allée des Ormes, 93000 Bobigny',
  title: campaign.subject,
  notice: null,
  letters,
}
const print = { template: 'app/mobilisation/letters.typ', data, at: new Date(0) }
const { pdf } = await printed(print, new AbortController().signal)
const ms = performance.now() - start

console.log(
  `${count} letters   ${(ms / 1000).toFixed(1)} s, ${(pdf.length / 1e6).toFixed(1)} MB, load ${load.toFixed(1)} before   limit ${MOST_MS / 1000} s`,
)
process.exitCode = ms <= MOST_MS ? 0 : 1

function letterTo(rank: number) {
  const residence = `Résidence des Érables ${rank % 100}`
  const [firstName, lastName, address] = ['Aminata', `Diallo-Lefèvre ${rank}`, `${rank % 300} avenue Édouard-Vaillant`]
  const { lines } = addressLines({
    civility: 'MME',
    firstName,
    lastName,
    inside: [`Porte ${rank % 40}`],
    outside: [residence],
    street: address,
    postcode: '93140',
    town: 'Bondy',
  })
  const values = { civilité: 'Madame', prénom: firstName, nom: lastName, résidence: residence, adresse: address }
  return letterFor(campaign, { lines, values })
}
