/**
 * Who may open each page and send each form: written out by hand, route by route, to be compared with what really happens.
 * A route that is missing here fails the test, whoever adds it.
 */
import { ROLES, type Role } from '../app/platform/permissions.ts'

/** `anyone`: also signed out; `person`: whoever is signed in; `administrator`: of the installation; else members with these roles. */
export type Access = 'anyone' | 'person' | 'installation' | readonly Role[]

export interface RouteAccess {
  get?: Access
  post?: { access: Access; form: Record<string, string> }[]
  /** What a right answer may be beside a page, where the test's scene has nothing to show. */
  alsoFine?: readonly number[]
  /** What the address is asked with. */
  query?: string
}

const everyone: readonly Role[] = ROLES
const operator: readonly Role[] = ['operator-lead', 'operator-animator']
const withPilot: readonly Role[] = [...operator, 'landlord-pilot']
const stock: readonly Role[] = [...withPilot, 'caretaker']
const withLandlord: readonly Role[] = ['operator-lead', 'landlord-pilot']
const contract: readonly Role[] = [...withPilot, 'partner']
const territory: readonly Role[] = [...withPilot, 'partner']
const steering: readonly Role[] = [...withPilot, 'partner']
const leading: readonly Role[] = ['operator-lead', 'administrator']
const EVENT = {
  title: 'Rencontre',
  about: 'Un goûter.',
  day: '2031-03-11',
  from: '18:00',
  until: '20:00',
  place: 'Salle des Ormes',
  capacity: '50',
}
const NOBODY = '00000000-0000-4000-8000-000000000000'

export const ROUTE_ACCESS: Record<string, RouteAccess> = {
  'account/home.page': { get: 'person' },
  'account/sign-in.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { email: 'nobody@example.test' } }],
  },
  'account/link-sent.page': { get: 'anyone' },
  'account/link.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { token: 'none' } }],
  },
  // Not started as a demonstration: these doors do not exist.
  'account/demonstration.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { person: NOBODY } }],
    alsoFine: [404],
  },
  'account/invitation.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { token: 'a'.repeat(43), intent: 'accept' } }],
    alsoFine: [404],
  },

  'account/account.page': {
    get: 'person',
    post: [{ access: 'person', form: { intent: 'rename', id: NOBODY, name: 'x' } }],
    alsoFine: [404],
  },
  'account/second-step.page': { get: 'person' },
  'account/passkey-remove.page': { get: 'person', post: [{ access: 'person', form: {} }], alsoFine: [404] },

  'account/administration.page': { get: 'installation' },
  'account/outbox-calendar.action': { get: 'installation', alsoFine: [404] },
  'account/convention-new.page': {
    get: 'installation',
    post: [
      {
        access: 'installation',
        form: {
          name: 'Convention neuve',
          code: 'tilleuls-drancy',
          operator: 'Atelier',
          landlord: 'Habitat',
          leadName: 'Awa',
          leadEmail: 'awa@example.test',
        },
      },
    ],
  },
  'account/outbox.page': { get: 'installation' },
  'account/installation-audit.page': { get: 'installation' },
  'account/installation-audit-export.page': { get: 'installation' },

  'account/convention-home.page': { get: everyone },
  'convention/help.page': { get: everyone },

  'convention/contract.page': { get: contract },
  // The scene's contract stands already.
  'convention/start.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: { orderOn: '2026-09-01', phaseRelation: 'sequential', semesterRule: 'rolling', monthEnd: 'same-day' },
      },
    ],
    alsoFine: [409],
  },
  'convention/action.page': { get: contract },
  'convention/action-edit.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: { intent: 'reword', from: '1', title: 'Action', missionId: NOBODY, objectives: 'Un', tasks: 'Deux' },
      },
      { access: ['operator-lead'], form: { intent: 'withdraw' } },
    ],
  },
  'convention/action-new.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: { title: 'Action', missionId: NOBODY, objectives: 'Un', tasks: 'Deux' },
      },
    ],
  },
  'convention/deliverables.page': { get: contract },
  'convention/deliverables-export.page': { get: contract, query: '?format=csv' },
  'convention/deliverable-new.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { title: 'Bilan', partyId: NOBODY, dueOn: '2027-01-01' } }],
  },
  'convention/deliverable.page': {
    get: contract,
    post: [{ access: ['operator-lead'], form: { intent: 'done' } }],
    alsoFine: [409], // nothing shows it yet
  },
  'convention/evidence-new.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { intent: 'record', record: 'nothing' } }],
  },
  'convention/evidence-file.action': { get: contract, alsoFine: [404] },
  'convention/schedule.page': {
    get: contract,
    post: [{ access: ['operator-lead'], form: { intent: 'end', missionId: NOBODY } }],
    alsoFine: [404],
  },
  'convention/payers.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { unit: 'part' } }], // nobody pays
  },
  'convention/terms.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { budgetCents: '60000', semesters: '6' } }],
  },
  'convention/parties.page': { get: contract },
  'convention/party-new.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { part: 'funder', name: 'Caisse' } }],
  },
  'convention/party.page': {
    get: contract,
    post: [
      { access: ['operator-lead'], form: { intent: 'unsign', signature: NOBODY } },
      {
        access: ['operator-lead', 'landlord-pilot'],
        form: { intent: 'sign', signedOn: '2026-09-01', signer: 'Awa' },
      },
    ],
  },
  'convention/perimeter.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { statement: 'Le patrimoine' } }],
  },
  'convention/amendments.page': {
    get: contract,
    post: [
      { access: ['operator-lead'], form: { title: 'Report', changes: 'Un an de plus', effectiveOn: '2027-01-01' } },
    ],
  },
  'convention/amendment.page': {
    get: contract,
    post: [{ access: ['operator-lead'], form: {} }], // no file
    alsoFine: [404],
  },
  'convention/amendment-edit.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: { intent: 'change', title: 'Report', changes: 'Un an', effectiveOn: '2027-01-01' },
      },
    ],
  },
  // The scene's party is none: who may sign is answered that there is no such party.
  'convention/amendment-sign.page': {
    get: withLandlord,
    post: [{ access: withLandlord, form: { partyId: NOBODY, signedOn: '2026-09-01', signer: 'Awa' } }],
    alsoFine: [404],
  },
  'convention/amendment-document.action': { get: contract, alsoFine: [404] },

  // The scene's invoice is a draft, which the pilot cannot see; the forms lack what they need.
  'convention/invoices/invoices.page': { get: withLandlord },
  'convention/invoices/invoices-export.page': { get: withLandlord, query: '?format=csv' },
  'convention/invoices/journal.action': { get: ['operator-lead'], query: '?year=2026' },
  'convention/invoices/invoice-new.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { buyerId: NOBODY } }],
  },
  'convention/invoices/billing.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: {
          prefix: 'FA',
          legalMention: 'SAS',
          iban: 'FR7630006000011234567890189',
          paymentDays: '30',
          refinancingRateBp: '2,15',
          trainingMention: 'Exonération',
          smallMention: 'Franchise',
          mentionsUntil: '2027-12-31',
        },
      },
    ],
  },
  'convention/invoices/payer.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: { street: '1 rue des Essais', postcode: '93000', city: 'Bobigny', country: 'FR' },
      },
    ],
  },
  'convention/invoices/invoice.page': {
    get: withLandlord,
    post: [
      { access: ['operator-lead'], form: { intent: 'pay', id: NOBODY, receivedOn: '2026-01-01', amount: '1' } },
      { access: ['operator-lead'], form: { intent: 'sent', id: NOBODY, sentOn: '2026-01-01' } },
      { access: ['operator-lead'], form: { intent: 'reminded', id: NOBODY, remindedOn: '2026-01-01' } },
      { access: ['operator-lead'], form: { intent: 'refund', id: NOBODY, refundedOn: '2026-01-01', refunded: '1' } },
      { access: ['operator-lead'], form: { intent: 'withdraw', payment: NOBODY } },
      { access: ['operator-lead'], form: { intent: 'credit' } },
      { access: ['operator-lead'], form: { intent: 'status', code: '200', statusOn: '2026-01-01' } },
      { access: ['operator-lead'], form: { intent: 'unstatus', status: NOBODY } },
      { access: ['operator-lead'], form: { intent: 'dispute', since: '2026-01-01', reason: 'Heures' } },
      { access: ['operator-lead'], form: { intent: 'resolve', resolvedOn: '2026-01-01', resolution: 'Avoir' } },
      { access: ['operator-lead'], form: { intent: 'head', buyerId: NOBODY } },
    ],
    alsoFine: [404],
  },
  'convention/invoices/invoice-line.page': {
    get: ['operator-lead'],
    post: [
      {
        access: ['operator-lead'],
        form: {
          intent: 'keep',
          name: 'Affiches',
          quantityMilli: '1',
          unit: 'C62',
          unitPriceCents: '10',
          vat: 'standard',
        },
      },
      { access: ['operator-lead'], form: { intent: 'remove' } },
    ],
    alsoFine: [404],
  },
  'convention/invoices/invoice-issue.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { intent: 'issue' } }],
    alsoFine: [409],
  },
  'convention/invoices/statuses.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: {} }], // no file
  },
  'convention/invoices/reminder.action': { get: ['operator-lead'], alsoFine: [404, 409] },
  'convention/invoices/reminder-sent.action': { get: withLandlord, alsoFine: [404] },
  'convention/invoices/document.action': { get: withLandlord, alsoFine: [404] },
  'convention/invoices/factur-x.action': { get: withLandlord, alsoFine: [404] },
  'partners/partners.page': { get: steering },
  'partners/meetings.page': { get: steering },
  'partners/meeting-new.page': {
    get: operator,
    post: [
      {
        access: operator,
        form: { kind: 'copil', title: 'Comité', day: '2031-03-11', from: '14:00', until: '16:00', place: 'Mairie' },
      },
    ],
  },
  // The scene holds no meeting, objective or organisation: those who may see them are told that there is none.
  'partners/meeting.page': {
    get: steering,
    post: [{ access: operator, form: { intent: 'close', id: NOBODY, outcome: 'Fait' } }],
    alsoFine: [404],
  },
  'partners/meeting-edit.page': {
    get: operator,
    post: [
      {
        access: operator,
        form: { kind: 'copil', title: 'Comité', day: '2031-03-11', from: '14:00', until: '16:00', place: 'Mairie' },
      },
    ],
    alsoFine: [404],
  },
  'partners/convene.page': {
    get: operator,
    post: [{ access: operator, form: { contacts: NOBODY } }],
    alsoFine: [404],
  },
  'partners/attendance.page': {
    get: operator,
    post: [
      { access: operator, form: { intent: 'sheet' } },
      { access: operator, form: { intent: 'guest', name: 'Awa' } },
    ],
    alsoFine: [404],
  },
  'partners/meeting-cancel.page': {
    get: operator,
    post: [{ access: operator, form: { reason: 'Reportée' } }],
    alsoFine: [404],
  },
  'partners/minutes.page': {
    get: steering,
    post: [
      {
        access: ['operator-lead', 'landlord-pilot', 'partner'],
        form: { intent: 'speak', version: '1', kind: 'comment', said: 'Bien.' },
      },
    ],
    alsoFine: [404],
  },
  'partners/minutes-write.page': {
    get: operator,
    post: [
      { access: operator, form: { intent: 'notes' } },
      { access: operator, form: { intent: 'decision', decision: 'Décidé' } },
      { access: operator, form: { intent: 'action', action: 'Faire', organisationId: NOBODY, dueOn: '2031-03-11' } },
      { access: operator, form: { intent: 'take-back', what: 'action', id: NOBODY } },
      { access: operator, form: { intent: 'publish' } },
    ],
    alsoFine: [404],
  },
  'partners/actions.page': {
    get: steering,
    post: [{ access: operator, form: { id: NOBODY, outcome: 'Fait' } }],
    alsoFine: [404],
  },
  'partners/committee.page': {
    get: steering,
    post: [
      { access: ['operator-lead'], form: { intent: 'end-seat', id: NOBODY } },
      { access: ['operator-lead'], form: { intent: 'seat', holderId: NOBODY, fromOn: '2031-03-11' } },
      {
        access: ['operator-lead'],
        form: { intent: 'rhythm', months: '3', week: '2', weekday: '2', at: '14:00', minutes: '120' },
      },
    ],
    alsoFine: [404],
  },
  'partners/objectives.page': { get: steering },
  'partners/objective-new.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { title: 'Accueillir', said: 'Mieux accueillir.' } }],
  },
  'partners/objective.page': {
    get: steering,
    post: [
      { access: ['operator-lead'], form: { intent: 'drop' } },
      {
        access: ['operator-lead', 'landlord-pilot', 'partner'],
        form: { intent: 'speak', kind: 'comment', said: 'Bien.', version: '1' },
      },
    ],
    alsoFine: [404],
  },
  'partners/objective-reword.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { title: 'Accueillir', said: 'Mieux accueillir.', from: '1' } }],
    alsoFine: [404],
  },
  'partners/organisations.page': {
    get: operator,
    post: [{ access: ['operator-lead'], form: { intent: 'parties' } }],
  },
  'partners/organisation-new.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { name: 'Commune', kind: 'commune' } }],
  },
  'partners/organisation.page': {
    get: operator,
    post: [
      { access: ['operator-lead'], form: { intent: 'step', engagement: 'met', happenedOn: '2026-03-11' } },
      { access: ['operator-lead'], form: { intent: 'contact', name: 'Awa' } },
      { access: ['operator-lead'], form: { intent: 'remove', id: NOBODY } },
      { access: ['operator-lead'], form: { intent: 'change', name: 'Ville', kind: 'commune' } },
    ],
    alsoFine: [404],
  },
  'partners/organisations-export.page': { get: operator, query: '?format=csv' },
  'partners/actions-export.page': { get: steering, query: '?format=csv' },
  'partners/calendar.page': {
    get: steering,
    post: [
      { access: steering, form: { intent: 'open' } },
      { access: steering, form: { intent: 'revoke' } },
    ],
  },
  'partners/sheet-pdf.action': { get: operator, alsoFine: [404] },
  'partners/minutes-pdf.action': { get: steering, alsoFine: [404] },
  'partners/meeting-file.action': { get: steering, alsoFine: [404] },
  // Whoever has the link of a letter, or of a calendar; the scene's link is of neither.
  'partners/invitation.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { intent: 'answer', answer: 'present' } }],
    alsoFine: [404, 422],
  },
  'partners/invitation-file.action': { get: 'anyone', alsoFine: [404] },
  'partners/feed.action': { get: 'anyone', alsoFine: [404] },

  'territory/territory.page': { get: territory },
  'territory/text.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { 'sentence.0': 'Une phrase.' } }],
  },
  'territory/indicators.page': { get: territory },
  'territory/indicator.page': { get: territory },
  'territory/indicators-export.page': { get: territory, query: '?format=csv' },
  'territory/map-ground.action': { get: territory },
  'stock/map-ground.action': { get: stock },
  'territory/map-picture.action': { get: territory, alsoFine: [404] },
  'territory/services.page': { get: territory },
  'territory/service-new.page': {
    get: operator,
    post: [{ access: operator, form: { kind: 'pharmacy', name: 'Pharmacie', lat: '48.9', lon: '2.48' } }],
  },
  'territory/service.page': {
    get: territory,
    post: [{ access: operator, form: { act: 'closed' } }],
    alsoFine: [404],
  },
  'territory/services-export.page': { get: territory, query: '?format=csv' },
  'territory/access.page': { get: territory },
  'territory/access-export.page': { get: territory, query: '?format=csv' },
  'territory/residence-access.page': { get: territory, alsoFine: [404] },
  'territory/way.page': { get: territory, alsoFine: [404] },
  'territory/wishes.page': {
    get: territory,
    post: [{ access: operator, form: { intent: 'remove', wish: NOBODY } }],
  },
  'territory/transit.page': { get: territory },
  'territory/transit-export.page': { get: territory, query: '?format=csv' },
  'territory/residence-transit.page': { get: territory, alsoFine: [404] },
  'territory/files.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { intent: 'perimeter', marginMetres: '1500' } }],
  },
  'territory/diagnosis.page': { get: territory, post: [{ access: operator, form: { intent: 'make' } }] },
  'territory/diagnosis.action': { get: territory, alsoFine: [404] },

  'stock/stock.page': { get: stock },
  'stock/search.page': { get: stock, query: '?q=dupont' },
  'stock/profile.page': { get: withPilot },
  'stock/vacancy.page': { get: withPilot },
  'stock/coverage.page': {
    get: withPilot,
    post: [{ access: ['operator-lead'], form: { intent: 'end', coverageId: NOBODY } }],
  },
  // A caretaker sees the residences entrusted to them; the scene entrusts none.
  'stock/residence.page': { get: stock, alsoFine: [404] },
  'stock/residence-dwellings.page': { get: stock, alsoFine: [404] },
  'stock/residence-tenants.page': { get: [...operator, 'caretaker'], alsoFine: [404] },
  'survey/synthesis/residence-needs.page': { get: withPilot, alsoFine: [404] },
  'stock/dwelling.page': { get: stock, alsoFine: [404] },
  'stock/residences-export.page': { get: withPilot, query: '?format=csv' },
  'stock/dwellings-export.page': { get: withPilot, query: '?format=csv' },

  'platform/imports/imports.page': { get: withPilot },
  'platform/imports/new-import.page': { get: ['operator-lead'], post: [{ access: ['operator-lead'], form: {} }] },
  // The scene holds no import and no job: those who may see them are told that there is none, all others that they may not.
  'platform/imports/import.page': {
    get: withPilot,
    post: [
      { access: ['operator-lead'], form: { intent: 'commit' } },
      { access: ['operator-lead'], form: { intent: 'discard' } },
    ],
    alsoFine: [404],
  },
  'platform/imports/import-undo.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { intent: 'confirm' } }],
    alsoFine: [404],
  },
  'platform/imports/problems-export.page': { get: ['operator-lead'], alsoFine: [404] },
  'platform/jobs/jobs.page': { get: [...withPilot, 'administrator'] },
  'platform/jobs/job.page': {
    get: [...withPilot, 'administrator'],
    post: [
      { access: [...operator, 'administrator'], form: { intent: 'cancel' } },
      { access: [...operator, 'administrator'], form: { intent: 'retry' } },
    ],
    alsoFine: [404],
  },
  'platform/jobs/job-events.page': { get: [...withPilot, 'administrator'], alsoFine: [404] },

  'mobilisation/campaigns.page': { get: stock },
  'mobilisation/campaign-new.page': {
    get: operator,
    post: [{ access: operator, form: { title: 'Essai', kind: 'letter', legalKind: 'service-information' } }],
  },
  // The scene's campaign is a draft: nobody has approved it, and nothing of it has left.
  'mobilisation/campaign.page': {
    get: withPilot,
    post: [
      { access: withPilot, form: { intent: 'comment', said: 'Plus court.' } },
      { access: ['operator-lead', 'landlord-pilot'], form: { intent: 'approve', text: NOBODY } },
      { access: ['operator-lead'], form: { intent: 'leave' } },
    ],
    alsoFine: [409],
  },
  'mobilisation/campaign-text.page': {
    get: operator,
    post: [
      { access: operator, form: { intent: 'check', version: '1', subject: 'Objet', body: 'Texte' } },
      { access: operator, form: { intent: 'save', version: '99', subject: 'Objet', body: 'Texte' } },
    ],
    alsoFine: [409],
  },
  'mobilisation/campaign-recipients.page': {
    get: operator,
    post: [
      { access: ['operator-lead'], form: { intent: 'town', code: '93140', name: 'Bondy' } },
      { access: operator, form: { intent: 'search', q: 'dupont' } },
      { access: operator, form: { intent: 'out', address: 'personne@exemple.example' } },
      { access: operator, form: { intent: 'out-of', recipient: NOBODY } },
      { access: operator, form: { intent: 'returned', recipient: NOBODY, what: 'moved' } },
    ],
    alsoFine: [404],
  },
  'mobilisation/preview.action': { get: withPilot },
  'mobilisation/letters-file.action': { get: operator, alsoFine: [404] },
  'mobilisation/delivery.action': { get: [...operator, 'caretaker'], alsoFine: [404] },
  'mobilisation/sms-export.page': { get: ['operator-lead'], alsoFine: [404] },
  // No message in the form: the lead alone is told so.
  'mobilisation/returns/returns.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: {} }],
    alsoFine: [422],
  },
  'mobilisation/consents/consents.page': { get: operator, post: [{ access: operator, form: { q: 'dupont' } }] },
  // Nobody of the scene's register is sought here.
  'mobilisation/consents/consent-person.page': {
    get: operator,
    post: [
      { access: operator, form: { intent: 'note', channel: 'email', given: 'yes', way: 'door', on: '2026-09-01' } },
      { access: operator, form: { intent: 'link' } },
    ],
    alsoFine: [404],
  },
  'mobilisation/consents/consent.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { intent: 'take-back', channel: 'email' } }],
    alsoFine: [404],
  },
  'mobilisation/unsubscribe.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { 'List-Unsubscribe': 'One-Click' } }],
    alsoFine: [404],
  },
  'mobilisation/events/events.page': { get: stock },
  'mobilisation/events/event-new.page': { get: operator, post: [{ access: operator, form: EVENT }] },
  'mobilisation/events/event.page': {
    get: stock,
    post: [
      { access: operator, form: { intent: 'open' } },
      { access: operator, form: { intent: 'take-off', registration: NOBODY } },
    ],
    alsoFine: [409],
  },
  'mobilisation/events/attendance.page': {
    get: [...operator, 'caretaker'],
    post: [
      {
        access: [...operator, 'caretaker'],
        form: { subject: NOBODY, kind: 'registered', residence: 'elsewhere', people: '1' },
      },
    ],
  },
  'mobilisation/events/door.page': { get: [...operator, 'caretaker'] },
  'mobilisation/events/acts.action': { post: [{ access: [...operator, 'caretaker'], form: { acts: '' } }] },
  'mobilisation/events/event-edit.page': {
    get: operator,
    post: [{ access: operator, form: EVENT }],
    alsoFine: [409],
  },
  'mobilisation/events/event-cancel.page': {
    get: operator,
    post: [{ access: operator, form: { reason: 'Salle fermée' } }],
    alsoFine: [409],
  },
  'mobilisation/events/public-event.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { intent: 'register', firstName: 'Awa', residence: 'elsewhere', adults: '1' } }],
  },
  'mobilisation/events/public-event-file.action': { get: 'anyone' },
  'mobilisation/events/registration.page': {
    get: 'anyone',
    post: [{ access: 'anyone', form: { intent: 'cancel' } }],
    alsoFine: [404],
  },

  'survey/panels.page': { get: withPilot },
  'survey/new-panel.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { name: 'Essai', size: '4', tolerance: '20', features: 'sex' } }],
  },
  'survey/panel.page': {
    get: withPilot,
    post: [{ access: ['operator-lead'], form: { name: 'Essai', size: '4', tolerance: '20' } }],
  },
  'survey/panel-draw.page': {
    get: withPilot,
    post: [
      { access: ['operator-lead'], form: { intent: 'compute' } },
      { access: ['operator-lead'], form: { intent: 'open' } },
    ],
    alsoFine: [409],
  },
  'survey/panel-result.page': { get: withPilot, alsoFine: [404] },
  'survey/panel-people.page': { get: operator },
  // The scene's panel is a draft: nobody is in it yet.
  'survey/panel-person.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'cancel-appointment', appointment: NOBODY } }],
    alsoFine: [404],
  },
  'survey/panel-replacements.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'replace', person: NOBODY } }],
    alsoFine: [404],
  },
  'survey/panel-record.page': { get: withPilot, alsoFine: [404] },
  'survey/record-pdf.action': { get: withPilot, alsoFine: [404] },
  'survey/complete-record.action': { get: operator, alsoFine: [404] },
  'survey/field.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'cancel-appointment', appointment: NOBODY } }],
    alsoFine: [404],
  },
  'survey/field-list.action': { get: operator },
  'survey/interviews/guides.page': {
    get: withPilot,
    post: [{ access: ['operator-lead'], form: { name: 'Guide d’essai', audience: 'tenant' } }],
  },
  'survey/interviews/guide.page': {
    get: withPilot,
    post: [{ access: ['operator-lead'], form: { question: `up:${NOBODY}` } }],
    alsoFine: [404],
  },
  'survey/interviews/guide-question.page': {
    get: ['operator-lead'],
    post: [
      { access: ['operator-lead'], form: { theme: 'La vie ici', kind: 'open', wording: 'Et ici ?' } },
      { access: ['operator-lead'], form: { remove: 'yes' } },
    ],
    alsoFine: [404],
  },
  'survey/interviews/guide-print.action': { get: withPilot },
  'survey/interviews/place-book.action': { get: operator },
  'survey/device/devices.page': {
    get: ['operator-lead'],
    post: [{ access: ['operator-lead'], form: { intent: 'revoke', id: NOBODY } }],
  },
  'survey/device/device-file.page': { get: ['operator-lead'], post: [{ access: ['operator-lead'], form: {} }] },
  'survey/device/device.page': { get: operator },
  'survey/device/device-app.action': { get: operator },
  // They speak JSON: a form is not understood, by whomever it is sent.
  'survey/device/device-open.action': { post: [{ access: operator, form: {} }] },
  'survey/device/device-acts.action': { post: [{ access: 'person', form: {} }] },
  'survey/device/device-locked.action': { post: [{ access: 'anyone', form: {} }] },
  'survey/recordings/recording-offer.action': { post: [{ access: operator, form: {} }] },
  'survey/recordings/recording-piece.action': { post: [{ access: operator, form: {} }] },
  'survey/recordings/recording.action': { get: operator, alsoFine: [404] },
  'survey/interviews/board.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'visit-end', visit: NOBODY } }],
    alsoFine: [404],
  },
  'survey/interviews/appointments.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'visit-end', visit: NOBODY } }],
    alsoFine: [404],
  },
  'survey/interviews/interviews.page': { get: operator },
  'survey/interviews/interview-new.page': {
    get: operator,
    post: [
      {
        access: operator,
        form: {
          id: NOBODY,
          from: 'paper',
          caretaker: NOBODY,
          guide: NOBODY,
          heldOn: '2026-03-02',
          place: 'operator',
          interviewer: NOBODY,
          consent: 'spoken',
        },
      },
    ],
    alsoFine: [404],
  },
  'survey/interviews/interview.page': {
    get: operator,
    post: [
      { access: ['operator-lead'], form: { intent: 'count' } },
      { access: operator, form: { intent: 'reopen' } },
    ],
    // The scene's interview was not broken off.
    alsoFine: [409],
  },
  // The scene's interview was withdrawn by then: it takes no word any more.
  'survey/interviews/interview-keep.action': { post: [{ access: operator, form: {} }], alsoFine: [409] },
  'survey/interviews/interview-notes.action': { post: [{ access: operator, form: {} }], alsoFine: [409] },
  'survey/interviews/interview-answer.page': { get: operator, post: [{ access: operator, form: { go: '2' } }] },
  'survey/interviews/interview-finish.page': {
    get: operator,
    post: [{ access: operator, form: { ended: 'partial', minutes: '30', place: 'operator' } }],
  },
  'survey/interviews/interview-withdraw.page': {
    get: operator,
    post: [
      { access: operator, form: { intent: 'take-back', agreement: 'agreesAudio' } },
      { access: operator, form: { intent: 'confirm' } },
    ],
  },
  'survey/coding/coding.page': { get: operator },
  'survey/coding/interview.page': {
    get: operator,
    post: [
      { access: operator, form: { intent: 'unmark', excerpt: NOBODY } },
      { access: operator, form: { intent: 'remove-moment', id: NOBODY } },
    ],
    alsoFine: [404],
  },
  // The second of the operator's people finds the first one's code.
  'survey/coding/codebook.page': {
    get: operator,
    post: [{ access: operator, form: { name: 'Ascenseur' } }],
    alsoFine: [409],
  },
  'survey/coding/code.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'retire' } }],
    alsoFine: [404],
  },
  'survey/coding/search.page': { get: operator },
  'survey/coding/analysis.page': { get: operator },
  'survey/coding/agreement.page': { get: operator },
  'survey/coding/codebook-file.action': { get: operator },
  'survey/coding/project-file.action': { get: operator },
  'survey/estimates/estimates.page': {
    get: withPilot,
    post: [{ access: ['operator-lead'], form: { panel: NOBODY, nonresponse: 'none' } }],
  },
  'survey/estimates/estimate.page': {
    get: withPilot,
    post: [{ access: ['operator-lead'], form: { intent: 'publish' } }],
    alsoFine: [404],
  },
  'survey/estimates/figure.page': { get: withPilot, alsoFine: [404] },
  'survey/synthesis/synthesis.page': { get: withPilot },
  'survey/synthesis/findings.page': {
    get: operator,
    post: [
      {
        access: ['operator-lead'],
        form: { intent: 'write', audience: 'tenant', title: 'Un constat', statement: 'Ce qui est dit' },
      },
      { access: ['operator-lead'], form: { intent: 'publish', synthesisTitle: 'Synthèse' } },
    ],
    alsoFine: [409], // nothing may leave yet
  },
  'survey/synthesis/finding.page': {
    get: operator,
    post: [{ access: ['operator-lead'], form: { intent: 'remove' } }],
    alsoFine: [404],
  },
  'survey/synthesis/verbatim.page': {
    get: operator,
    post: [{ access: operator, form: { intent: 'check' } }],
    alsoFine: [404],
  },
  'survey/synthesis/needs.page': { get: operator },
  'survey/synthesis/synthesis-pdf.action': { get: withPilot, alsoFine: [404] },
  'survey/synthesis/synthesis-docx.action': { get: withPilot, alsoFine: [404] },
  // Whoever has the link may check the draw; a draft has nothing to check.
  'survey/verify.page': { get: 'anyone', alsoFine: [404] },
  'survey/public-record.action': { get: 'anyone', alsoFine: [404] },

  'account/members.page': {
    get: leading,
    post: [
      { access: leading, form: { intent: 'withdraw', id: NOBODY } },
      { access: leading, form: { intent: 'resend', id: NOBODY } },
    ],
    alsoFine: [404],
  },
  'account/member-invite.page': {
    get: leading,
    post: [{ access: leading, form: { name: 'Awa', email: 'awa@example.test', roles: 'resident' } }],
  },
  'account/member.page': {
    get: leading,
    post: [
      { access: leading, form: { intent: 'roles', roles: 'resident' } },
      { access: leading, form: { intent: 'forget' } },
    ],
  },
  'account/member-end.page': { get: leading, post: [{ access: leading, form: { intent: 'confirm' } }] },
  'account/members-export.page': { get: leading, query: '?format=csv' },
  'account/audit.page': { get: ['administrator'] },
  'account/audit-export.page': { get: ['administrator'], query: '?format=csv' },

  'account/sign-out.action': { get: 'anyone', post: [{ access: 'anyone', form: {} }] },
  'ui/accessibility.page': { get: 'anyone' },
  'ui/interface.page': { get: 'anyone', post: [{ access: 'anyone', form: {} }], alsoFine: [404] },
  'ui/language.action': { post: [{ access: 'anyone', form: { language: 'fr' } }] },
}
