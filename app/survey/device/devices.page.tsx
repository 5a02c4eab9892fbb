import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, sayRefusal, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate, formatInstant, formatMegabytes, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { interviewsTrail } from '../interviews/trail.ts'
import { HowItWorks } from '../panel-frame.tsx'
import { discardRecording, heldRecordings, letRecordingIn } from '../recordings/held-recordings.server.ts'
import type { Route } from './+types/devices.page.ts'
import { devicesOf, discardAct, letIn, revokeDevice, waitingActs } from './devices.server.ts'

export const handle = { trail: interviewsTrail }

export const meta = () => [{ title: `${m.survey_devices_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    here: `/c/${args.params.convention}/survey`,
    devices: (await devicesOf(tx)).map(({ seen_at, revoked_at, ...device }) => ({
      ...device,
      seenAt: seen_at.toISOString(),
      isRevoked: revoked_at !== null,
    })),
    waiting: (await waitingActs(tx)).map(({ received_at, reason, ...act }) => ({
      ...act,
      receivedAt: received_at.toISOString(),
      why: whyWord(reason ?? ''),
    })),
    held: (await heldRecordings(tx)).map(({ received_at, began_at, goes_at, reason, interview, ...held }) => ({
      ...held,
      receivedAt: received_at.toISOString(),
      madeAt: began_at.toISOString(),
      goesOn: goes_at.toISOString(),
      why: whyWord(reason),
      isAlone: interview === null,
    })),
  }))
}

/** A reason is the code of a refusal, or where its member stood. */
function whyWord(reason: string): string {
  const standing: Record<string, () => string> = {
    'member-left': m.survey_why_member_left,
    'role-changed': m.survey_why_role_changed,
    'convention-closed': m.survey_why_convention_closed,
    'device-revoked': m.survey_why_device_revoked,
    'id-used': m.survey_why_copied,
    'number-used': m.survey_why_copied,
    'schema-too-old': m.survey_why_too_old,
  }
  return standing[reason]?.() ?? sayRefusal({ code: reason }).message
}

const KIND_WORDS: Record<string, () => string> = {
  begin: m.survey_act_begin,
  answer: m.survey_act_answer,
  notes: m.survey_act_notes,
  end: m.survey_act_end,
}

const Decision = z.object({
  intent: z.enum(['revoke', 'let-in', 'discard', 'let-recording-in', 'discard-recording']),
  id: z.uuid(),
})

export async function action(args: Route.ActionArgs) {
  return submit(args, Decision, async (tx, { intent, id }) => {
    const back = `/c/${args.params.convention}/survey/devices`
    if (intent === 'revoke') await revokeDevice(tx, id)
    else if (intent === 'let-in') await letIn(tx, id)
    else if (intent === 'discard') await discardAct(tx, id)
    else if (intent === 'discard-recording') await discardRecording(tx, id)
    else {
      const state = await letRecordingIn(tx, id)
      const lost = state === 'erased' || state === 'unfit'
      const message = lost ? m.survey_held_lost() : m.survey_held_let_in()
      return redirect(back, { headers: await flashHeaders({ tone: lost ? 'warn' : 'good', message }) })
    }
    return redirect(back)
  })
}

type Loaded = Route.ComponentProps['loaderData']

export default function Devices({ loaderData, actionData }: Route.ComponentProps) {
  const { here, devices, waiting, held } = loaderData
  return (
    <Page title={m.survey_devices_title()} lead={m.survey_devices_lead()}>
      <HowItWorks>{m.survey_devices_help()}</HowItWorks>
      <p>
        <Link to={`${here}/devices/file`}>{m.survey_device_file()}</Link>
      </p>
      <Section title={m.survey_devices_waiting()}>
        {waiting.length + held.length === 0 && <p>{m.survey_devices_nothing_waits()}</p>}
        {waiting.map((act) => (
          <div key={act.id} className="field-person">
            <h3>
              {KIND_WORDS[act.kind]?.() ?? act.kind} · {act.who}
            </h3>
            <p>{m.survey_devices_why({ at: formatInstant(act.receivedAt), why: act.why })}</p>
            {act.kind !== 'begin' && <Link to={`${here}/interviews/${act.subject}`}>{m.survey_interview()}</Link>}
            <Actions>
              <Press intent="let-in" id={act.id} answer={actionData}>
                {m.survey_devices_let_in()}
              </Press>
              <Press intent="discard" id={act.id} answer={actionData}>
                {m.survey_devices_discard()}
              </Press>
            </Actions>
          </div>
        ))}
        {held.map((one) => (
          <div key={one.id} className="field-person">
            <h3>
              {one.kind === 'photo' ? m.survey_held_photo() : m.survey_held_sound()} · {one.who}
            </h3>
            <p>{m.survey_devices_why({ at: formatInstant(one.receivedAt), why: one.why })}</p>
            <p>
              {m.survey_held_says({ made: formatInstant(one.madeAt), megabytes: formatMegabytes(one.bytes) })}{' '}
              {m.survey_held_goes({ on: formatDate(one.goesOn) })}
            </p>
            {one.isAlone && <p>{m.survey_held_alone()}</p>}
            <Actions>
              {!one.isAlone && (
                <Press intent="let-recording-in" id={one.id} answer={actionData}>
                  {m.survey_devices_let_in()}
                </Press>
              )}
              <Press intent="discard-recording" id={one.id} answer={actionData}>
                {m.survey_devices_discard()}
              </Press>
            </Actions>
          </div>
        ))}
      </Section>
      <Section title={m.survey_devices_list()}>
        {devices.length === 0 ? (
          <EmptyState title={m.survey_devices_empty()}>{m.survey_devices_empty_next()}</EmptyState>
        ) : (
          <DeviceTable devices={devices} answer={actionData} />
        )}
      </Section>
    </Page>
  )
}

function DeviceTable({ devices, answer }: Pick<Loaded, 'devices'> & { answer: FormAnswer | undefined }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_devices_list()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_devices_of()}</th>
            <th scope="col">{m.survey_devices_seen()}</th>
            <th scope="col" className="number">
              {m.survey_devices_left()}
            </th>
            <th scope="col">{m.survey_state()}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <tr key={device.id}>
              <th scope="row">{device.who}</th>
              <td data-title={m.survey_devices_seen()}>{formatInstant(device.seenAt)}</td>
              <td className="number" data-title={m.survey_devices_left()}>
                {formatNumber(device.waiting)}
              </td>
              <td data-title={m.survey_state()}>
                {device.isRevoked ? (
                  <State tone="bad">{m.survey_devices_revoked()}</State>
                ) : (
                  <Press intent="revoke" id={device.id} answer={answer}>
                    {m.survey_devices_revoke()}
                  </Press>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Press(props: { intent: string; id: string; answer: FormAnswer | undefined; children: string }) {
  const { intent, id, answer, children } = props
  return (
    <Form intent={intent} layout="line" answer={answer?.values.id === id ? answer : undefined}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton kind="plain">{children}</SubmitButton>
    </Form>
  )
}
