import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { browserName } from './browser-name.ts'
import type { Device } from './session.server.ts'

/** Where the reader is signed in, with the way to end each, or all at once. */
export function Devices({ devices, sessionId }: { devices: Device[]; sessionId: string }) {
  return (
    <Section title={m.account_devices()}>
      <p>{m.account_devices_about()}</p>
      <div className="table-scroll">
        <table className="table cards">
          <caption className="unseen">{m.account_devices()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.account_device()}</th>
              <th scope="col">{m.account_device_opened()}</th>
              <th scope="col">{m.account_device_seen()}</th>
              <th scope="col">{m.account_device_end()}</th>
            </tr>
          </thead>
          <tbody>
            {devices.map((device) => (
              <tr key={device.id}>
                <th scope="row">
                  {browserName(device.userAgent)}
                  {device.isShared && ` (${m.account_device_is_shared()})`}
                </th>
                <td data-title={m.account_device_opened()}>
                  {formatInstant(device.openedAt)}, {METHODS[device.method]?.()}
                </td>
                <td data-title={m.account_device_seen()}>{formatInstant(device.seenAt)}</td>
                <td data-title={m.account_device_end()}>
                  <DeviceEnd device={device} here={device.id === sessionId} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Form action="/sign-out?where=everywhere" reload>
        <Actions>
          <SubmitButton kind="danger">{m.account_sign_out_everywhere()}</SubmitButton>
        </Actions>
      </Form>
    </Section>
  )
}

function DeviceEnd({ device, here }: { device: Device; here: boolean }) {
  if (here) return <State tone="good">{m.account_device_here()}</State>
  return (
    <Form intent="end" layout="line">
      <input type="hidden" name="id" value={device.id} />
      <SubmitButton kind="quiet">{m.account_device_end_press()}</SubmitButton>
    </Form>
  )
}

const METHODS: Record<string, () => string> = {
  link: m.account_method_link,
  passkey: m.account_method_passkey,
  oidc: m.account_method_oidc,
}
