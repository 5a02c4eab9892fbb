import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choice-group.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/convene.page.ts'
import { convene, letterOf, proposedContacts } from './convening.server.ts'
import { meetingOf } from './meetings.server.ts'
import { contactNames } from './organisations.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_convene()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    must(tx.actor, 'partners.meeting.write')
    const meeting = await meetingOf(tx, args.params.meeting)
    const letter = await letterOf(tx, meeting, '')
    return {
      convention,
      title: meeting.title,
      contacts: (await contactNames(tx)).map(({ id, name, organisation, email }) => ({
        value: id,
        label: m.partners_of_organisation({ name, organisation }),
        ...(email === null ? { hint: m.partners_no_address() } : {}),
      })),
      chosen: await proposedContacts(tx, meeting),
      letter: letter.body(m.partners_letter_name(), m.partners_letter_link()),
    }
  })
}

const Chosen = z.object({ contacts: several(z.uuid()), message: z.string().trim().max(2000).default('') })

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, Chosen, async (tx, { contacts, message }) => {
    const { written, without } = await convene(tx, meeting, {
      contactIds: contacts,
      message,
      origin: originOf(args.request),
    })
    return redirect(partnersHref(convention, 'meetings', meeting), {
      headers: await flashHeaders({
        tone: without.length > 0 ? 'warn' : 'good',
        message: [
          m.partners_letters_written({ count: written }),
          ...(without.length > 0 ? [m.partners_letters_without({ count: without.length })] : []),
        ].join(' '),
      }),
    })
  })
}

export default function Convene({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, title, contacts, chosen, letter } = loaderData
  return (
    <Page title={m.partners_convene()} lead={title}>
      {contacts.length === 0 ? (
        <EmptyState title={m.partners_contacts_none()}>
          <Link to={partnersHref(convention, 'organisations')}>{m.partners_tab_organisations()}</Link>
        </EmptyState>
      ) : (
        <Form answer={actionData}>
          <CheckboxGroup
            name="contacts"
            label={m.partners_whom()}
            hint={m.partners_whom_hint()}
            choices={contacts}
            value={chosen}
          />
          <TextArea
            name="message"
            label={m.partners_letter_message()}
            hint={m.partners_letter_message_hint()}
            optional
          />
          <SubmitButton>{m.partners_letters_send()}</SubmitButton>
        </Form>
      )}
      <Section title={m.partners_letter_preview()}>
        <p className="letter">{letter}</p>
      </Section>
    </Page>
  )
}
