import { Form as GetForm } from 'react-router'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import type { Choice } from '#app/ui/choice.ts'
import { Form } from '#app/ui/form.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'

interface ChoiceProps {
  here: string
  codes: Choice[]
  code: string
  found: { id: string; words: string; code: string }[]
  voices: { id: string }[]
  page: number
  pages: number
}

/** Excerpts of one code, to be put behind the finding, for it or against it. */
export function VoiceChoice({ here, codes, code, found, voices, page, pages }: ChoiceProps) {
  const free = found.filter(({ id }) => !voices.some((voice) => voice.id === id))
  return (
    <>
      <GetForm className="form" action={`${here}#voices`} preventScrollReset key={code}>
        <SelectField name="code" label={m.survey_finding_look_in()} choices={codes} value={code} />
        <SubmitButton kind="plain">{m.survey_finding_look()}</SubmitButton>
      </GetForm>
      {code !== '' && free.length === 0 && <p role="status">{m.survey_finding_nothing_left()}</p>}
      <ul className="marks">
        {free.map(({ id, words, code: name }) => (
          <li key={id}>
            <div>
              <p lang="fr">{m.survey_quoted({ words })}</p>
              <p className="soft">{name}</p>
            </div>
            <Form intent="voice" layout="line">
              <input type="hidden" name="excerpt" value={id} />
              <input type="hidden" name="code" value={code} />
              <Actions>
                <SubmitButton kind="plain" name="stance" value="supports">
                  {m.survey_stance_supports()}
                </SubmitButton>
                <SubmitButton kind="plain" name="stance" value="diverges">
                  {m.survey_stance_diverges()}
                </SubmitButton>
              </Actions>
            </Form>
          </li>
        ))}
      </ul>
      <Pagination page={page} pages={pages} hrefOf={(to) => `?code=${code}&page=${to}#voices`} />
    </>
  )
}
