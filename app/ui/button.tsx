import type { ReactNode } from 'react'
import { Link, useNavigation } from 'react-router'

type Kind = 'primary' | 'plain' | 'danger' | 'quiet'

interface ButtonProps {
  children: ReactNode
  kind?: Kind
  type?: 'submit' | 'button'
  name?: string
  value?: string
  disabled?: boolean
  onClick?: () => void
}

/** A press that does something. A sent form disables nothing: a second press is harmless by the server's rules. */
export function Button({ children, kind = 'plain', type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className="button" data-kind={kind} {...rest}>
      {children}
    </button>
  )
}

/** The button of a form: says by `aria-disabled` that the form is on its way, and keeps the focus. */
export function SubmitButton({ children, kind = 'primary', ...rest }: Omit<ButtonProps, 'type' | 'onClick'>) {
  const sending = useNavigation().state === 'submitting'
  return (
    <button type="submit" className="button" data-kind={kind} aria-disabled={sending || undefined} {...rest}>
      {children}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere, it changes nothing. `download` leaves the page in place. */
export function LinkButton(props: { to: string; children: ReactNode; kind?: Kind; download?: boolean }) {
  const { to, children, kind = 'plain', download = false } = props
  return (
    <Link to={to} className="button" data-kind={kind} reloadDocument={download}>
      {children}
    </Link>
  )
}
