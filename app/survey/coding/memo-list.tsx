import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'

interface Memo {
  id: string
  text: string
  at: string
  by: string
  own: boolean
}

/** What coders thought while reading; each takes back their own. */
export function MemoList({ memos, answer }: { memos: Memo[]; answer: FormAnswer | undefined }) {
  return (
    <Section title={m.survey_memos()}>
      <ul className="plain">
        {memos.map((memo) => (
          <li key={memo.id}>
            <p className="letter">{memo.text}</p>
            <p className="soft">{m.survey_memo_by({ name: memo.by, at: formatInstant(memo.at) })}</p>
            {memo.own && (
              <Form intent="remove-memo" layout="line">
                <input type="hidden" name="memo" value={memo.id} />
                <SubmitButton kind="quiet">{m.survey_memo_remove()}</SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form intent="memo" answer={answer} key={memos.length}>
        <TextArea name="text" label={m.survey_memo_text()} hint={m.survey_memo_hint()} rows={3} />
        <SubmitButton kind="plain">{m.survey_memo_keep()}</SubmitButton>
      </Form>
    </Section>
  )
}
