import { useEffect, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { m } from '#messages'
import { addPasskey, openWithPasskey, passkeysWork } from './passkey-browser.ts'

type State = 'unready' | 'unable' | 'ready' | 'failed' | 'stale'

/** Signs in by the device's own lock. */
export function PasskeySignIn({ next }: { next: string }) {
  const [state, setState] = usePasskeys()
  const press = async () => {
    const outcome = await openWithPasskey()
    if (outcome === 'done') window.location.assign(next)
    else setState(outcome)
  }
  return <Press state={state} label={m.account_passkey_use()} onPress={press} />
}

/** Adds a passkey of this device to the reader's account. */
export function PasskeyAdd({ next }: { next: string }) {
  const [state, setState] = usePasskeys()
  const press = async () => {
    const outcome = await addPasskey()
    if (outcome === 'done') window.location.assign(next)
    else setState(outcome)
  }
  return <Press state={state} label={m.account_passkey_add()} onPress={press} />
}

function usePasskeys() {
  const [state, setState] = useState<State>('unready')
  useEffect(() => setState(passkeysWork() ? 'ready' : 'unable'), [])
  return [state, setState] as const
}

function Press({ state, label, onPress }: { state: State; label: string; onPress: () => Promise<void> }) {
  return (
    <>
      <noscript>
        <p>{m.account_passkey_needs_script()}</p>
      </noscript>
      {state === 'unable' && <p>{m.account_passkey_unable()}</p>}
      {state !== 'unable' && (
        <Actions>
          <Button onClick={() => void onPress()} disabled={state === 'unready'}>
            {label}
          </Button>
        </Actions>
      )}
      <div role="status">
        {state === 'failed' && <Notice tone="bad">{m.account_passkey_failed()}</Notice>}
        {state === 'stale' && <Notice tone="warn">{m.account_passkey_stale()}</Notice>}
      </div>
    </>
  )
}
