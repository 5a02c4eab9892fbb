import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { Form as RouterForm } from 'react-router'
import { m } from '#messages'
import type { FieldRefusal, FormAnswer } from './form-answer.ts'

const AnswerContext = createContext<FormAnswer | undefined>(undefined)

/** For a form that is judged where it stands and never sent: its refusals are shown beside the fields inside. */
export function JudgedHere({ answer, children }: Pick<FormProps, 'answer' | 'children'>) {
  return <AnswerContext value={answer}>{children}</AnswerContext>
}

/** What the action answered, for the fields inside. */
export function useAnswer(): FormAnswer | undefined {
  return useContext(AnswerContext)
}

/** Id of a field's input: the error summary links to it. */
export function inputId(name: string): string {
  return `field-${name}`
}

interface FormProps {
  children: ReactNode
  /** What the action returned, when it was this form that was sent. */
  answer?: FormAnswer | undefined
  /** Which of the page's forms this is; sent as `intent`. */
  intent?: string
  method?: 'post' | 'get'
  action?: string
  /** True for a form with files. */
  files?: boolean
  /** Loads the whole page anew: for what changes who the reader is. */
  reload?: boolean
  /** `line`: one short act, on the line of what it acts on. `close`: a press with a word right under it. */
  layout?: 'line' | 'close'
}

/**
 * A form whose refusals stand beside the fields, and in a summary that takes the focus. The browser's own checks are
 * off: they speak the browser's language, say one thing at a time, and differ from what the server decides.
 */
export function Form(props: FormProps) {
  const { children, answer, intent, method = 'post', action, files = false, reload = false, layout } = props
  return (
    <AnswerContext value={answer}>
      <RouterForm
        className="form"
        data-layout={layout}
        method={method}
        noValidate
        reloadDocument={reload}
        preventScrollReset
        {...(action === undefined ? {} : { action })}
        {...(files ? { encType: 'multipart/form-data' as const } : {})}
      >
        {answer && answer.refusal.length > 0 && <ErrorSummary answer={answer} />}
        {intent && <input type="hidden" name="intent" value={intent} />}
        {children}
      </RouterForm>
    </AnswerContext>
  )
}

function ErrorSummary({ answer }: { answer: FormAnswer }) {
  const summary = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer with the same errors takes the focus again
  useEffect(() => summary.current?.focus(), [answer])
  return (
    <div className="notice" data-tone="bad" role="alert" tabIndex={-1} ref={summary}>
      <div>
        <h2>{m.ui_form_refused({ count: answer.refusal.length })}</h2>
        <ul>
          {answer.refusal.map((refusal) => (
            <li key={`${refusal.field}-${refusal.code}-${refusal.message}`}>
              <RefusalText refusal={refusal} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function RefusalText({ refusal: { field, message, remedy } }: { refusal: FieldRefusal }) {
  return (
    <>
      {field === undefined ? message : <a href={`#${inputId(field)}`}>{message}</a>}
      {remedy && ` ${remedy}`}
    </>
  )
}
