import type { ReactNode } from 'react'
import { ROLES, type Role } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { roleName } from './role-words.ts'
import type { DemonstrationPerson } from './sign-in.server.ts'

/** In a demonstration everybody may be anybody: a press for each role of each convention. */
export function DemonstrationDoors({ people }: { people: DemonstrationPerson[] }) {
  const conventions = [...new Set(people.map(({ conventionName }) => conventionName))]
  return (
    <Section title={m.account_demonstration_title()}>
      <p>{m.account_demonstration_lead()}</p>
      {conventions.map((convention) => (
        <section className="section" key={convention} aria-label={convention}>
          <h3>{convention}</h3>
          <ul className="plain columns">
            {inOrder(people.filter(({ conventionName }) => conventionName === convention)).map((person) => (
              <li key={`${person.personId}-${person.role}`}>
                <DemonstrationDoor person={person}>{person.name}</DemonstrationDoor>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Section>
  )
}

function inOrder(people: DemonstrationPerson[]): DemonstrationPerson[] {
  return ROLES.flatMap((role) => people.filter((person) => person.role === role))
}

/** The press, and under it whose place one takes. */
export function DemonstrationDoor({ person, children }: { person: DemonstrationPerson; children: ReactNode }) {
  return (
    <Form action="/sign-in/demonstration" reload layout="close">
      <input type="hidden" name="person" value={person.personId} />
      <SubmitButton kind="plain">{m.account_demonstration_enter({ role: wordOf(person.role) })}</SubmitButton>
      <span className="soft small">{children}</span>
    </Form>
  )
}

function wordOf(name: string): string {
  const role = ROLES.find((known): known is Role => known === name)
  return role ? roleName(role) : name
}
