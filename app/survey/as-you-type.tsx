import { useEffect, useRef } from 'react'
import { useSubmit } from 'react-router'

/** Asks the server again with what is in the form; by itself at each change once scripts are there. */
export function AsYouType({ label }: { label: string }) {
  const button = useRef<HTMLButtonElement>(null)
  const submit = useSubmit()
  useEffect(() => {
    const form = button.current?.form
    if (!form) return
    const ask = () => submit(new FormData(form), { method: 'get', replace: true, preventScrollReset: true })
    form.addEventListener('change', ask)
    return () => form.removeEventListener('change', ask)
  }, [submit])
  return (
    <button ref={button} type="submit" formMethod="get" className="button" data-kind="plain">
      {label}
    </button>
  )
}
