/** Every page that stands, where the demonstration shows it, and who may open it. A page without an address here fails the test. */
import type { RouteConfigEntry } from '@react-router/dev/routes'
import { ROLES, type Role } from '../app/platform/permissions.ts'
import routes from '../app/routes.ts'
import { type Access, ROUTE_ACCESS } from '../test/route-access.ts'
import { CONVENTION } from './sign-in.ts'

/** What the pages show: rows of the demonstration, of the residence that the caretaker covers too. */
export interface Scene {
  residence: string
  dwelling: string
  /** A pharmacy of the territory. */
  place: string
  /** Campaigns of the demonstration: an approved letter, a poster in preparation. */
  letter: string
  poster: string
  /** An event open to registrations, its public code, and the personal link of someone registered. */
  event: string
  eventCode: string
  registration: string
  /** Someone who agreed to offers, and their own link. */
  holder: string
  consent: string
  member: string
  import: string
  job: string
  /** Address of a drawn panel, and of one still in preparation. */
  drawn: string
  draft: string
  /** Address of an interview guide. */
  guide: string
  /** Interviews of the demonstration: one that is finished, one under way. */
  interview: string
  openInterview: string
  /** An interview that is coded, and a code that marks something in it. */
  coded: string
  code: string
  /** Published figures, and one of them. */
  estimate: string
  figure: string
  /** A finding, and an excerpt behind it that may be quoted. */
  finding: string
  excerpt: string
  panelPerson: string
  verify: string
  /** A meeting with minutes, one that is convened, and the personal link of someone invited to it. */
  heldMeeting: string
  comingMeeting: string
  meetingLink: string
  objective: string
  organisation: string
  passkey: string
  invitation: string
  /** Of the contract: a mission, an amendment, an action, a deliverable that is late, the landlord. */
  mission: string
  amendment: string
  /** One that waits for a signature, and one that is still being written. */
  openAmendment: string
  draftAmendment: string
  action: string
  deliverable: string
  party: string
  /** An invoice that is late, and a draft that could be issued. */
  lateInvoice: string
  draftInvoice: string
}

const ADDRESSES: Record<string, (scene: Scene) => string[]> = {
  'account/home.page': () => ['/'],
  'account/sign-in.page': () => ['/sign-in'],
  'account/link-sent.page': () => ['/sign-in/sent'],
  'account/link.page': () => ['/sign-in/link?token=worn-out'],
  'account/demonstration.page': () => ['/sign-in/demonstration?role=caretaker'],
  'account/invitation.page': ({ invitation }) => [invitation, '/invitation?token=worn-out'],
  'account/account.page': () => ['/account'],
  'account/second-step.page': () => ['/account/passkey'],
  'account/passkey-remove.page': ({ passkey }) => [`/account/passkeys/${passkey}`],
  'account/administration.page': () => ['/administration'],
  'account/convention-new.page': () => ['/administration/conventions/new'],
  'account/outbox.page': () => ['/administration/mail'],
  'account/installation-audit.page': () => ['/administration/audit'],
  'account/convention-home.page': () => [CONVENTION],
  'convention/help.page': () => [`${CONVENTION}/help`],
  'convention/contract.page': () => [`${CONVENTION}/convention`],
  'convention/start.page': () => [`${CONVENTION}/convention/start`],
  'convention/action.page': ({ action }) => [`${CONVENTION}/convention/actions/${action}`],
  'convention/action-new.page': () => [`${CONVENTION}/convention/actions/new`],
  'convention/action-edit.page': ({ action }) => [`${CONVENTION}/convention/actions/${action}/edit`],
  'convention/deliverable-new.page': ({ action }) => [`${CONVENTION}/convention/actions/${action}/deliverables/new`],
  'convention/deliverables.page': () => [
    `${CONVENTION}/convention/deliverables`,
    `${CONVENTION}/convention/deliverables?state=late`,
  ],
  'convention/deliverable.page': ({ deliverable }) => [`${CONVENTION}/convention/deliverables/${deliverable}`],
  'convention/evidence-new.page': ({ deliverable }) => [
    `${CONVENTION}/convention/deliverables/${deliverable}/evidence/new`,
  ],
  'convention/schedule.page': () => [`${CONVENTION}/convention/schedule`],
  'convention/payers.page': ({ mission }) => [`${CONVENTION}/convention/schedule/${mission}/payers`],
  'convention/terms.page': ({ mission }) => [`${CONVENTION}/convention/schedule/${mission}/terms`],
  'convention/parties.page': () => [`${CONVENTION}/convention/parties`],
  'convention/party-new.page': () => [`${CONVENTION}/convention/parties/new`],
  'convention/party.page': ({ party }) => [`${CONVENTION}/convention/parties/${party}`],
  'convention/perimeter.page': () => [`${CONVENTION}/convention/perimeter`],
  'convention/amendments.page': () => [`${CONVENTION}/convention/amendments`],
  'convention/amendment.page': ({ amendment, openAmendment, draftAmendment }) =>
    [amendment, openAmendment, draftAmendment].map((id) => `${CONVENTION}/convention/amendments/${id}`),
  'convention/amendment-edit.page': ({ draftAmendment }) => [
    `${CONVENTION}/convention/amendments/${draftAmendment}/edit`,
  ],
  'convention/amendment-sign.page': ({ openAmendment }) => [
    `${CONVENTION}/convention/amendments/${openAmendment}/sign`,
  ],
  'convention/invoices/invoices.page': () => [
    `${CONVENTION}/convention/invoices`,
    `${CONVENTION}/convention/invoices?state=late`,
  ],
  'convention/invoices/invoice-new.page': () => [`${CONVENTION}/convention/invoices/new`],
  'convention/invoices/statuses.page': () => [`${CONVENTION}/convention/invoices/statuses`],
  'convention/invoices/billing.page': () => [`${CONVENTION}/convention/invoices/settings`],
  'convention/invoices/payer.page': ({ party }) => [`${CONVENTION}/convention/invoices/settings/${party}`],
  'convention/invoices/invoice.page': ({ lateInvoice }) => [`${CONVENTION}/convention/invoices/${lateInvoice}`],
  'convention/invoices/invoice-line.page': ({ draftInvoice }) => [
    `${CONVENTION}/convention/invoices/${draftInvoice}/lines/new`,
  ],
  // A draft is for whoever may issue it.
  'convention/invoices/invoice-issue.page': ({ draftInvoice }) => [
    `${CONVENTION}/convention/invoices/${draftInvoice}`,
    `${CONVENTION}/convention/invoices/${draftInvoice}/issue`,
  ],
  'partners/partners.page': () => [`${CONVENTION}/partners`],
  'partners/meetings.page': () => [`${CONVENTION}/partners/meetings`],
  'partners/meeting-new.page': () => [`${CONVENTION}/partners/meetings/new?day=2031-03-11`],
  'partners/meeting.page': ({ heldMeeting, comingMeeting }) => [
    `${CONVENTION}/partners/meetings/${heldMeeting}`,
    `${CONVENTION}/partners/meetings/${comingMeeting}`,
  ],
  'partners/meeting-edit.page': ({ comingMeeting }) => [`${CONVENTION}/partners/meetings/${comingMeeting}/edit`],
  'partners/convene.page': ({ comingMeeting }) => [`${CONVENTION}/partners/meetings/${comingMeeting}/convene`],
  'partners/attendance.page': ({ comingMeeting }) => [`${CONVENTION}/partners/meetings/${comingMeeting}/attendance`],
  'partners/meeting-cancel.page': ({ comingMeeting }) => [`${CONVENTION}/partners/meetings/${comingMeeting}/cancel`],
  'partners/minutes.page': ({ heldMeeting }) => [`${CONVENTION}/partners/meetings/${heldMeeting}/minutes`],
  'partners/minutes-write.page': ({ comingMeeting }) => [
    `${CONVENTION}/partners/meetings/${comingMeeting}/minutes/write`,
  ],
  'partners/actions.page': () => [`${CONVENTION}/partners/actions`],
  'partners/committee.page': () => [`${CONVENTION}/partners/committee`],
  'partners/objectives.page': () => [`${CONVENTION}/partners/objectives`],
  'partners/objective-new.page': () => [`${CONVENTION}/partners/objectives/new`],
  'partners/objective.page': ({ objective }) => [`${CONVENTION}/partners/objectives/${objective}?with=1`],
  'partners/objective-reword.page': ({ objective }) => [`${CONVENTION}/partners/objectives/${objective}/reword`],
  'partners/organisations.page': () => [`${CONVENTION}/partners/organisations`],
  'partners/organisation-new.page': () => [`${CONVENTION}/partners/organisations/new`],
  'partners/organisation.page': ({ organisation }) => [`${CONVENTION}/partners/organisations/${organisation}`],
  'partners/calendar.page': () => [`${CONVENTION}/partners/calendar`],
  'partners/invitation.page': ({ meetingLink }) => [meetingLink],
  'territory/territory.page': () => [`${CONVENTION}/territory`],
  'territory/text.page': () => [`${CONVENTION}/territory/text`],
  'territory/indicators.page': () => [
    `${CONVENTION}/territory/indicators`,
    `${CONVENTION}/territory/indicators?areas=qpv`,
  ],
  'territory/indicator.page': () => [`${CONVENTION}/territory/indicators/poverty`],
  'territory/services.page': () => [
    `${CONVENTION}/territory/services`,
    `${CONVENTION}/territory/services?kind=pharmacy`,
  ],
  'territory/service-new.page': () => [`${CONVENTION}/territory/services/new`],
  'territory/service.page': ({ place }) => [`${CONVENTION}/territory/services/${place}`],
  'territory/access.page': () => [
    `${CONVENTION}/territory/access`,
    `${CONVENTION}/territory/access?far=pharmacy&over=15`,
    `${CONVENTION}/territory/access?walker=step-free`,
  ],
  'territory/residence-access.page': ({ residence }) => [`${CONVENTION}/territory/access/${residence}`],
  'territory/way.page': ({ residence, place }) => [`${CONVENTION}/territory/access/${residence}/${place}`],
  'territory/wishes.page': () => [`${CONVENTION}/territory/wishes`],
  'territory/transit.page': () => [`${CONVENTION}/territory/transit`],
  'territory/residence-transit.page': ({ residence }) => [`${CONVENTION}/territory/transit/${residence}`],
  'territory/diagnosis.page': () => [`${CONVENTION}/territory/diagnosis`],
  'territory/files.page': () => [`${CONVENTION}/territory/files`],
  'stock/stock.page': () => [`${CONVENTION}/stock`, `${CONVENTION}/stock?q=nothing+is+called+so`],
  'stock/search.page': () => [`${CONVENTION}/stock/search?q=martin`, `${CONVENTION}/stock/search`],
  'stock/profile.page': ({ residence }) => [
    `${CONVENTION}/stock/profile`,
    `${CONVENTION}/stock/profile?residence=${residence}`,
  ],
  'stock/vacancy.page': () => [`${CONVENTION}/stock/vacancy`],
  'stock/coverage.page': () => [`${CONVENTION}/stock/coverage`],
  'stock/residence.page': ({ residence }) => [`${CONVENTION}/stock/residences/${residence}`],
  'stock/residence-dwellings.page': ({ residence }) => [`${CONVENTION}/stock/residences/${residence}/dwellings`],
  'stock/residence-tenants.page': ({ residence }) => [`${CONVENTION}/stock/residences/${residence}/tenants`],
  'survey/synthesis/residence-needs.page': ({ residence }) => [`${CONVENTION}/stock/residences/${residence}/needs`],
  'stock/dwelling.page': ({ dwelling }) => [`${CONVENTION}/stock/dwellings/${dwelling}`],
  'mobilisation/campaigns.page': () => [`${CONVENTION}/mobilisation`],
  'mobilisation/campaign-new.page': () => [`${CONVENTION}/mobilisation/campaigns/new`],
  'mobilisation/campaign.page': ({ letter, poster }) => [
    `${CONVENTION}/mobilisation/campaigns/${letter}`,
    `${CONVENTION}/mobilisation/campaigns/${poster}`,
  ],
  'mobilisation/campaign-text.page': ({ letter, poster }) => [
    `${CONVENTION}/mobilisation/campaigns/${letter}/text`,
    `${CONVENTION}/mobilisation/campaigns/${poster}/text`,
  ],
  'mobilisation/campaign-recipients.page': ({ letter }) => [
    `${CONVENTION}/mobilisation/campaigns/${letter}/recipients`,
  ],
  'mobilisation/events/events.page': () => [`${CONVENTION}/mobilisation/events`],
  'mobilisation/events/event-new.page': () => [`${CONVENTION}/mobilisation/events/new`],
  'mobilisation/events/event.page': ({ event }) => [`${CONVENTION}/mobilisation/events/${event}`],
  'mobilisation/events/attendance.page': ({ event }) => [`${CONVENTION}/mobilisation/events/${event}/attendance`],
  'mobilisation/events/door.page': ({ event }) => [`${CONVENTION}/mobilisation/events/${event}/door`],
  'mobilisation/events/event-edit.page': ({ event }) => [`${CONVENTION}/mobilisation/events/${event}/edit`],
  'mobilisation/events/event-cancel.page': ({ event }) => [`${CONVENTION}/mobilisation/events/${event}/cancel`],
  'mobilisation/events/public-event.page': ({ eventCode }) => [`/event/${eventCode}`],
  'mobilisation/events/registration.page': ({ registration }) => [registration],
  'mobilisation/returns/returns.page': () => [`${CONVENTION}/mobilisation/returns`],
  'mobilisation/consents/consents.page': () => [`${CONVENTION}/mobilisation/consents`],
  'mobilisation/consents/consent-person.page': ({ holder }) => [`${CONVENTION}/mobilisation/consents/${holder}`],
  'mobilisation/consents/consent.page': ({ consent }) => [consent],
  'mobilisation/unsubscribe.page': () => ['/unsubscribe/worn-out'], // the demonstration sends no campaign: one link that leads nowhere
  'survey/panels.page': () => [`${CONVENTION}/survey`],
  'survey/new-panel.page': () => [`${CONVENTION}/survey/panel/new`],
  'survey/panel.page': ({ drawn, draft }) => [drawn, draft],
  'survey/panel-draw.page': ({ drawn, draft }) => [`${drawn}/draw`, `${draft}/draw`],
  'survey/panel-result.page': ({ drawn }) => [`${drawn}/result`],
  'survey/panel-people.page': ({ drawn }) => [`${drawn}/people`],
  'survey/panel-person.page': ({ drawn, panelPerson }) => [`${drawn}/people/${panelPerson}`],
  'survey/panel-replacements.page': ({ drawn }) => [`${drawn}/replacements`],
  'survey/panel-record.page': ({ drawn }) => [`${drawn}/record`],
  'survey/field.page': () => [`${CONVENTION}/survey/field`],
  'survey/device/devices.page': () => [`${CONVENTION}/survey/devices`],
  'survey/device/device-file.page': () => [`${CONVENTION}/survey/devices/file`],
  'survey/device/device.page': () => [`${CONVENTION}/survey/device`],
  'survey/interviews/board.page': () => [`${CONVENTION}/survey/board`],
  'survey/interviews/appointments.page': () => [`${CONVENTION}/survey/appointments`],
  'survey/interviews/interviews.page': () => [`${CONVENTION}/survey/interviews`],
  'survey/interviews/interview-new.page': ({ panelPerson }) => [
    `${CONVENTION}/survey/interviews/new?from=paper`,
    `${CONVENTION}/survey/interviews/new?person=${panelPerson}`,
  ],
  'survey/interviews/interview.page': ({ interview }) => [`${CONVENTION}/survey/interviews/${interview}`],
  'survey/interviews/interview-answer.page': ({ openInterview }) => [
    `${CONVENTION}/survey/interviews/${openInterview}/answer?theme=1`,
    `${CONVENTION}/survey/interviews/${openInterview}/answer?theme=5`,
  ],
  'survey/interviews/interview-finish.page': ({ openInterview }) => [
    `${CONVENTION}/survey/interviews/${openInterview}/finish`,
  ],
  'survey/interviews/interview-withdraw.page': ({ interview }) => [
    `${CONVENTION}/survey/interviews/${interview}/withdraw`,
  ],
  'survey/interviews/guides.page': () => [`${CONVENTION}/survey/guides`],
  'survey/interviews/guide.page': ({ guide }) => [guide],
  'survey/interviews/guide-question.page': ({ guide }) => [`${guide}/questions/new`],
  'survey/coding/coding.page': () => [`${CONVENTION}/survey/coding`],
  'survey/coding/interview.page': ({ coded }) => [`${CONVENTION}/survey/coding/interviews/${coded}`],
  'survey/coding/codebook.page': () => [`${CONVENTION}/survey/coding/codes`],
  'survey/coding/code.page': ({ code }) => [`${CONVENTION}/survey/coding/codes/${code}`],
  'survey/coding/search.page': () => [`${CONVENTION}/survey/coding/search?q=ascenseur`],
  'survey/coding/analysis.page': () => [`${CONVENTION}/survey/coding/analysis`],
  'survey/coding/agreement.page': () => [`${CONVENTION}/survey/coding/agreement`],
  'survey/estimates/estimates.page': () => [`${CONVENTION}/survey/estimates`],
  'survey/estimates/estimate.page': ({ estimate }) => [`${CONVENTION}/survey/estimates/${estimate}`],
  'survey/estimates/figure.page': ({ estimate, figure }) => [
    `${CONVENTION}/survey/estimates/${estimate}/figures/${figure}`,
  ],
  'survey/synthesis/synthesis.page': () => [`${CONVENTION}/survey/synthesis`],
  'survey/synthesis/findings.page': () => [`${CONVENTION}/survey/synthesis/findings`],
  'survey/synthesis/finding.page': ({ finding, code }) => [
    `${CONVENTION}/survey/synthesis/findings/${finding}?code=${code}`,
  ],
  'survey/synthesis/verbatim.page': ({ finding, excerpt }) => [
    `${CONVENTION}/survey/synthesis/findings/${finding}/voices/${excerpt}`,
  ],
  'survey/synthesis/needs.page': () => [`${CONVENTION}/survey/synthesis/needs`],
  'survey/verify.page': ({ verify }) => [`/verify/${verify}`],
  'platform/imports/imports.page': () => [`${CONVENTION}/imports`],
  'platform/imports/new-import.page': () => [`${CONVENTION}/imports/new`],
  'platform/imports/import.page': (scene) => [`${CONVENTION}/imports/${scene.import}`],
  'platform/imports/import-undo.page': (scene) => [`${CONVENTION}/imports/${scene.import}/undo`],
  'platform/jobs/jobs.page': () => [`${CONVENTION}/jobs`],
  'platform/jobs/job.page': ({ job }) => [`${CONVENTION}/jobs/${job}`],
  'account/members.page': () => [`${CONVENTION}/members`],
  'account/member-invite.page': () => [`${CONVENTION}/members/invite`],
  'account/member.page': ({ member }) => [`${CONVENTION}/members/${member}`],
  'account/member-end.page': ({ member }) => [`${CONVENTION}/members/${member}/end`],
  'account/audit.page': () => [`${CONVENTION}/audit`],
  'ui/accessibility.page': () => ['/accessibility'],
}

/** Shown while developing only; it has a test of its own. */
const ELSEWHERE = ['ui/interface.page']

/** Files of the pages, as the routes list them. */
export async function pageIds(): Promise<string[]> {
  return idsOf(await routes).filter((id) => id.endsWith('.page') && !ELSEWHERE.includes(id))
}

function idsOf(entries: RouteConfigEntry[]): string[] {
  return entries.flatMap(({ children, file }) =>
    children ? idsOf(children) : file.endsWith('.page.tsx') ? [file.replace(/^\.\/|\.tsx$/g, '')] : [],
  )
}

/** Pages of the routes that this table, or the one of rights, says nothing of; and lines that lead to no page any more. */
export async function unknownPages(): Promise<string[]> {
  const ids = await pageIds()
  const silent = ids.filter((id) => !ADDRESSES[id] || !ROUTE_ACCESS[id]?.get)
  return [...silent, ...Object.keys(ADDRESSES).filter((id) => !ids.includes(id))]
}

/** Addresses that this role may open; without a role, whoever is not signed in. */
export async function pagesFor(role: Role | undefined, scene: Scene): Promise<string[]> {
  const ids = await pageIds()
  return ids
    .filter((id) => opens(ROUTE_ACCESS[id]?.get ?? [], role))
    .flatMap((id) => ADDRESSES[id]?.(scene) ?? [])
    .filter((address) => !(role === 'caretaker' && address.includes('nothing')))
}

function opens(access: Access, role: Role | undefined): boolean {
  if (role === undefined) return access === 'anyone'
  if (access === 'anyone') return false // the same for everybody
  if (access === 'person') return role === 'operator-lead'
  if (access === 'installation') return role === 'administrator'
  return access.includes(role)
}

export const ASKERS: readonly (Role | undefined)[] = [undefined, ...ROLES]
