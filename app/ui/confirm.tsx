import { lazy, type ReactNode, Suspense, useState } from 'react'
import { m } from '#messages'
import { Actions } from './actions.tsx'
import { SubmitButton } from './button.tsx'
import { Form } from './form.tsx'
import type { FormAnswer } from './form-answer.ts'
import { TextField } from './text-field.tsx'

const Dialog = lazy(() => import('./dialog.tsx').then(({ Dialog }) => ({ default: Dialog })))

export interface ConfirmProps {
  /** Page that asks the same question, for a reader without scripts; the form is sent there. */
  href: string
  title: string
  /** What is lost, and for whom. */
  consequence: ReactNode
  /** Name to type: only for what cannot be undone. */
  name?: string
  submit: string
  answer?: FormAnswer | undefined
}

/** A press that asks before it acts: a dialog, or the page at `href` when scripts have not arrived. */
export function Confirm({ label, ...question }: ConfirmProps & { label: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <a
        className="button"
        data-kind="danger"
        href={question.href}
        onClick={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
      >
        {label}
      </a>
      {open && (
        <Suspense>
          <Dialog title={question.title} onClose={() => setOpen(false)}>
            {(close) => <ConfirmForm {...question} cancel={close} />}
          </Dialog>
        </Suspense>
      )}
    </>
  )
}

/** The question itself, for the dialog and for its page. `cancel` is an address there, a function in the dialog. */
export function ConfirmForm(props: ConfirmProps & { cancel: string | (() => void) }) {
  const { href, consequence, name, submit, answer, cancel } = props
  return (
    <Form action={href} answer={answer} intent="confirm">
      <div>{consequence}</div>
      {name && <TextField name="name" label={m.ui_confirm_name({ name })} />}
      <Actions>
        <SubmitButton kind="danger">{submit}</SubmitButton>
        {typeof cancel === 'string' ? (
          <a className="button" data-kind="quiet" href={cancel}>
            {m.ui_cancel()}
          </a>
        ) : (
          <button type="button" className="button" data-kind="quiet" onClick={cancel}>
            {m.ui_cancel()}
          </button>
        )}
      </Actions>
    </Form>
  )
}
