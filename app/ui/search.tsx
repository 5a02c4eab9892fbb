import { Form } from 'react-router'
import { m } from '#messages'

/** Looks something up by its words; the answer is a page of its own, so it can be linked. */
export function Search(props: { action: string; label: string; name?: string; value?: string; hint?: string }) {
  const { action, label, name = 'q', value = '', hint } = props
  return (
    <Form className="field" action={action} role="search">
      <label htmlFor={`search-${name}`}>{label}</label>
      {hint && (
        <span className="hint" id={`search-${name}-hint`}>
          {hint}
        </span>
      )}
      <div className="search">
        <input
          className="input"
          type="search"
          id={`search-${name}`}
          name={name}
          defaultValue={value}
          autoComplete="off"
          aria-describedby={hint ? `search-${name}-hint` : undefined}
        />
        <button className="button" type="submit">
          {m.ui_search()}
        </button>
      </div>
    </Form>
  )
}
