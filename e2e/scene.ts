/** What every page of the demonstration can be shown with. */
import type { Browser, Page } from 'playwright-core'
import { drawnPanel, newPanel } from './draw.ts'
import { find } from './house.ts'
import { invite, linkIn } from './letters.ts'
import type { Scene } from './pages.ts'
import { addPasskey } from './passkey.ts'
import { CONVENTION, enterAs } from './sign-in.ts'

export async function sceneOf(browser: Browser): Promise<Scene> {
  const drawn = await drawnPanel(browser)
  const lead = await enterAs(browser, 'operator-lead')
  const draft = await newPanel(lead, 'Panel d’essai', 100)
  const guide = await newGuide(lead)
  await invite(lead, { name: 'Lina Attente', email: 'lina.attente@example.test', role: 'Partenaire' })
  const consent = await consentLinkOf(lead)
  await addPasskey(lead)
  await lead.context().close()
  return {
    ...(await rowsOf()),
    drawn,
    draft,
    guide,
    consent,
    ...(await panelRowsOf(drawn)),
    ...(await sayingRowsOf()),
    ...(await partnerRowsOf()),
    meetingLink: await linkIn('odile.marchetti@tilleuls.example'),
    registration: await linkIn('nadia@inscrits.example'),
    invitation: await linkIn('lina.attente@example.test'),
  }
}

async function newGuide(lead: Page): Promise<string> {
  await lead.goto(`${CONVENTION}/survey/guides`)
  await lead.getByLabel('Nom du guide').fill('Guide d’essai')
  await lead.getByRole('button', { name: 'Créer le guide' }).click()
  await lead.waitForURL(/\/survey\/guides\/[0-9a-f-]{36}$/)
  return new URL(lead.url()).pathname
}

async function consentLinkOf(lead: Page): Promise<string> {
  const { holder } = await rowsOf()
  await lead.goto(`${CONVENTION}/mobilisation/consents/${holder}`)
  await lead.getByRole('button', { name: 'Afficher le lien' }).click()
  return (await lead.locator('code').textContent()) ?? ''
}

async function rowsOf() {
  return find<
    Pick<
      Scene,
      | 'residence'
      | 'dwelling'
      | 'place'
      | 'letter'
      | 'poster'
      | 'holder'
      | 'event'
      | 'eventCode'
      | 'member'
      | 'import'
      | 'job'
      | 'passkey'
      | 'interview'
      | 'openInterview'
      | 'mission'
      | 'amendment'
      | 'openAmendment'
      | 'draftAmendment'
      | 'action'
      | 'deliverable'
      | 'party'
      | 'lateInvoice'
      | 'draftInvoice'
    >
  >(
    `select residence.id as residence,
       (select dwelling_id from stock_household h where h.convention_id = c.id and h.residence_id = residence.id limit 1) as dwelling,
       (select id from territory_place p where p.convention_id = c.id and kind = 'pharmacy' order by id limit 1) as place,
       (select id from mobilisation_campaign w where w.convention_id = c.id and kind = 'letter' order by id limit 1) as letter,
       (select id from mobilisation_campaign w where w.convention_id = c.id and kind = 'poster' order by id limit 1) as poster,
       (select person_id from mobilisation_consent k where k.convention_id = c.id order by id limit 1) as holder,
       event.id as event, event.code as "eventCode",
       (select id from member m where m.convention_id = c.id and 'partner' = any (roles) limit 1) as member,
       (select id from import i where i.convention_id = c.id and committed_at is not null order by received_at limit 1) as import,
       (select id from job j where j.convention_id = c.id order by asked_at limit 1) as job,
       (select id from convention_mission n where n.convention_id = c.id order by rank limit 1) as mission,
       (select id from convention_amendment w where w.convention_id = c.id order by number limit 1) as amendment,
       (select a.id from convention_amendment a join convention_signature s on s.amendment_id = a.id
        where a.convention_id = c.id and a.signed_on is null order by number limit 1) as "openAmendment",
       (select id from convention_amendment a where a.convention_id = c.id and not exists (
         select from convention_signature s where s.amendment_id = a.id) order by number limit 1) as "draftAmendment",
       (select id from convention_action a where a.convention_id = c.id order by rank, id limit 1) as action,
       (select id from convention_deliverable d where d.convention_id = c.id and title = 'Synthèse des entretiens avec les gardiens') as deliverable,
       (select id from convention_party p where p.convention_id = c.id and part = 'landlord') as party,
       (select interview_id from survey_recording r where r.convention_id = c.id order by began_at limit 1) as interview,
       (select id from survey_interview i where i.convention_id = c.id and completed_at is null and withdrawn_at is null order by entered_at limit 1)
         as "openInterview",
       (select invoice_id from convention_invoice_issue i where i.convention_id = c.id and number = 'FA-2026-0002') as "lateInvoice",
       (select id from convention_invoice d where d.convention_id = c.id and not invoice_is_issued(c.id, d.id) order by id limit 1) as "draftInvoice",
       (select k.id from account_passkey k join account_person p on p.id = k.person_id and p.name = 'Claire Montreuil'
         order by k.created_at desc limit 1) as passkey
     from convention c
       join member on member.convention_id = c.id and 'caretaker' = any (member.roles)
       join account_person person on person.id = member.person_id and person.name = 'Manuel Teixeira'
       join stock_coverage coverage on coverage.convention_id = c.id and coverage.member_id = member.id
       join stock_residence residence on residence.convention_id = c.id and residence.id = coverage.residence_id
       join mobilisation_event event on event.convention_id = c.id and event.starts_at > now() and event.opened_at is not null
     where c.code = $1 order by residence.code, event.id limit 1`,
    [CONVENTION.split('/').at(-1)],
  )
}

async function partnerRowsOf() {
  return find<Pick<Scene, 'heldMeeting' | 'comingMeeting' | 'objective' | 'organisation'>>(
    `select
       (select meeting_id from partners_minutes given where given.convention_id = c.id order by published_at limit 1) as "heldMeeting",
       (select id from partners_meeting m where m.convention_id = c.id and starts_at > now() and convened_at is not null
        order by starts_at desc limit 1) as "comingMeeting",
       (select objective_id from partners_objective_version v where v.convention_id = c.id and number = 2 limit 1) as objective,
       (select id from partners_organisation o where o.convention_id = c.id and kind = 'commune' order by id limit 1) as organisation
     from convention c where c.code = $1`,
    [CONVENTION.split('/').at(-1)],
  )
}

async function panelRowsOf(drawn: string) {
  return find<Pick<Scene, 'panelPerson' | 'verify'>>(
    `select public_token as verify,
       (select id from survey_panel_person one where one.panel_id = panel.id order by position limit 1) as "panelPerson"
     from survey_panel panel where id = $1`,
    [drawn.split('/').at(-1)],
  )
}

/** What the demonstration's interviews were made into. */
async function sayingRowsOf() {
  return find<Pick<Scene, 'coded' | 'code' | 'estimate' | 'figure' | 'finding' | 'excerpt'>>(
    `select
       (select r.interview_id from survey_recording r where r.convention_id = c.id and r.kind = 'audio' order by began_at limit 1) as coded,
       (select code_id from survey_excerpt e where e.convention_id = c.id order by id limit 1) as code,
       (select estimate_id from survey_publication p where p.convention_id = c.id order by published_at limit 1) as estimate,
       (select id from survey_published_figure f where f.convention_id = c.id and share is not null order by position limit 1) as figure,
       (select finding_id from survey_finding_excerpt f where f.convention_id = c.id and said <> '' order by added_at limit 1) as finding,
       (select excerpt_id from survey_finding_excerpt f where f.convention_id = c.id and said <> '' order by added_at limit 1) as excerpt
     from convention c where c.code = $1`,
    [CONVENTION.split('/').at(-1)],
  )
}
