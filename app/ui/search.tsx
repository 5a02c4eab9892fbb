import { Form } from 'react-router'
import { m } from '#messages'

interface SearchProps {
  action: string
  label: string
  name?: string
  value?: string
  hint?: string
  /** `get`: the answer is a page of its own, so it can be linked. `post`: a person's name, which must stand in no address. */
  method?: 'get' | 'post'
  /** Which of the page's forms this is. */
  intent?: string
}

/** Looks something up by its words. */
export function Search({ action, label, name = 'q', value = '', hint, method = 'get', intent }: SearchProps) {
  return (
    <Form className="field" action={action} method={method} role="search">
      {intent && <input type="hidden" name="intent" value={intent} />}
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
