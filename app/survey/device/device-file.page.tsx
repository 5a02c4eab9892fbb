import { redirect } from 'react-router'
import { read, receive } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import { interviewsTrail } from '../interviews/trail.ts'
import type { Route } from './+types/device-file.page.ts'
import { receiveDeviceFile } from './device-file.server.ts'
import { possibleOwners } from './devices.server.ts'

export const handle = { trail: interviewsTrail }

export const meta = () => [{ title: `${m.survey_device_file()} · Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    owners: (await possibleOwners(tx)).map(({ id, name }) => ({ value: id, label: name })),
  }))
}

export function action(args: Route.ActionArgs) {
  return receive(args, async (member) => {
    const taken = await receiveDeviceFile(member, args)
    return redirect(`/c/${args.params.convention}/survey/devices`, {
      headers: await flashHeaders({
        tone: taken.aside > 0 ? 'warn' : 'good',
        message: m.survey_device_file_taken({ ...taken }),
      }),
    })
  })
}

export default function DeviceFile({ loaderData: { owners }, actionData }: Route.ComponentProps) {
  const isUnknown = actionData?.refusal.some(({ code }) => code === 'survey.device-unknown') ?? false
  return (
    <Page title={m.survey_device_file()} lead={m.survey_device_file_lead()}>
      <Form files reload answer={actionData}>
        {isUnknown && (
          <SelectField
            name="owner"
            label={m.survey_device_file_owner()}
            hint={m.survey_device_file_owner_hint()}
            choices={owners}
          />
        )}
        <FileDrop
          name="file"
          label={m.survey_device_file_choose()}
          hint={m.survey_device_file_hint()}
          accept=".palier"
        />
        <SubmitButton>{m.survey_device_file_hand_in()}</SubmitButton>
      </Form>
    </Page>
  )
}
