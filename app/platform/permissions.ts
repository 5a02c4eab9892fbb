/** Who may do what, in one table. Row-level security holds the same lines again in the database. */
export const ROLES = [
  'operator-lead',
  'operator-animator',
  'landlord-pilot',
  'caretaker',
  'resident',
  'partner',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

const lead = 'operator-lead'
const animator = 'operator-animator'
const pilot = 'landlord-pilot'
const caretaker = 'caretaker'
const resident = 'resident'
const partner = 'partner'
const administrator = 'administrator'

const CAPABILITIES = {
  'convention.read': [lead, animator, pilot, caretaker, resident, partner, administrator],
  'convention.change': [lead],
  'convention.contract.read': [lead, animator, pilot, partner],
  'convention.contract.change': [lead],
  'convention.contract.sign': [lead, pilot],
  'convention.invoice.read': [lead, pilot],
  'convention.invoice.write': [lead],

  'member.read': [lead, administrator],
  'member.invite': [lead, administrator],
  'member.change': [lead, administrator],
  'audit.read': [administrator],

  'job.read': [lead, animator, pilot, administrator],
  'job.cancel': [lead, animator, administrator],
  'import.read': [lead, animator, pilot],
  'import.run': [lead],
  'import.undo': [lead],

  'partners.read': [lead, animator, pilot, partner],
  'partners.organisation.read': [lead, animator],
  'partners.organisation.write': [lead],
  'partners.meeting.write': [lead, animator],
  'partners.copil.write': [lead],
  'partners.objective.write': [lead],
  'partners.speak': [lead, pilot, partner],

  'stock.read': [lead, animator, pilot, caretaker],
  'stock.profile.read': [lead, animator, pilot],
  'stock.tenant.read': [lead, animator, caretaker],
  'stock.tenant.profile': [lead, animator],
  'stock.coverage.read': [lead, animator, pilot],
  'stock.coverage.change': [lead],
  'stock.export': [lead, animator, pilot],

  'territory.read': [lead, animator, pilot, partner],
  'territory.load': [lead],
  'territory.place.correct': [lead, animator],
  'territory.wish': [lead, animator],
  'territory.text.write': [lead],
  'territory.diagnosis.make': [lead, animator],
  'territory.export': [lead, animator, pilot, partner],

  'mobilisation.read': [lead, animator, pilot, caretaker],
  'mobilisation.campaign.read': [lead, animator, pilot],
  'mobilisation.campaign.write': [lead, animator],
  'mobilisation.campaign.comment': [lead, animator, pilot],
  'mobilisation.campaign.approve': [lead, pilot],
  'mobilisation.campaign.send': [lead],
  'mobilisation.recipient.read': [lead, animator],
  'mobilisation.recipient.write': [lead, animator],
  'mobilisation.consent.note': [lead, animator],
  'mobilisation.delivery.read': [lead, animator, caretaker],
  'mobilisation.event.read': [lead, animator, pilot, caretaker],
  'mobilisation.event.write': [lead, animator],
  'mobilisation.event.counts': [lead, animator, pilot],
  'mobilisation.registration.read': [lead, animator],
  'mobilisation.attendance.take': [lead, animator, caretaker],

  'survey.panel.read': [lead, animator, pilot],
  'survey.panel.draw': [lead],
  'survey.panel.confirm': [lead, animator, pilot],
  'survey.panel.people.read': [lead, animator],
  'survey.contact.read': [lead, animator],
  'survey.contact.record': [lead, animator],
  'survey.replacement.draw': [lead],
  'survey.guide.read': [lead, animator, pilot],
  'survey.guide.write': [lead],
  'survey.interview.read': [lead, animator],
  'survey.interview.write': [lead, animator],
  'survey.interview.decide': [lead],
  'survey.coding.read': [lead, animator],
  'survey.coding.write': [lead, animator],
  'survey.estimate.read': [lead, animator, pilot],
  'survey.estimate.make': [lead],
  'survey.finding.read': [lead, animator],
  'survey.finding.write': [lead],
  'survey.verbatim.mask': [lead, animator],
  'survey.synthesis.read': [lead, animator, pilot],
} as const satisfies Record<string, readonly Role[]>

export type Capability = keyof typeof CAPABILITIES

export function may(who: { roles: readonly Role[] }, capability: Capability): boolean {
  const allowed: readonly Role[] = CAPABILITIES[capability]
  return who.roles.some((role) => allowed.includes(role))
}
