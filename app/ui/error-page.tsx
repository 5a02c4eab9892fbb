import { isRouteErrorResponse } from 'react-router'
import { m } from '#messages'
import { Page } from './page.tsx'

const SENTENCES = {
  400: { title: m.ui_error_400_title, text: m.ui_error_400 },
  401: { title: m.ui_error_401_title, text: m.ui_error_401 },
  403: { title: m.ui_error_403_title, text: m.ui_error_403 },
  404: { title: m.ui_error_404_title, text: m.ui_error_404 },
  409: { title: m.ui_error_409_title, text: m.ui_error_409 },
  429: { title: m.ui_error_429_title, text: m.ui_error_429 },
  500: { title: m.ui_error_500_title, text: m.ui_error_500 },
} as const

/** What went wrong, in a sentence, and what to do. Never a stack: it helps no reader and may tell what it must not. */
export function ErrorPage({ error, reference }: { error: unknown; reference?: string | undefined }) {
  const status = statusOf(error)
  const { title, text } = SENTENCES[status]
  return (
    <Page title={title()}>
      <p>{text()}</p>
      {status === 500 && reference && (
        <p>
          {m.ui_error_reference()} <code>{reference}</code>
        </p>
      )}
      <p>
        <a href={status === 401 ? '/sign-in' : '/'}>{status === 401 ? m.ui_error_sign_in() : m.ui_error_home()}</a>
      </p>
    </Page>
  )
}

function statusOf(error: unknown): keyof typeof SENTENCES {
  const status = isRouteErrorResponse(error) ? error.status : 500
  return isKnown(status) ? status : 500
}

function isKnown(status: number): status is keyof typeof SENTENCES {
  return status in SENTENCES
}
