import { SelectField } from '#app/ui/select-field.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { type AmendmentChoice, AmendmentField } from './fields.tsx'
import { linesOf, type Point } from './points.ts'

interface ActionFieldsProps {
  title?: string
  mission_id?: string
  objectives?: readonly Point[]
  tasks?: readonly Point[]
  missions: { id: string; title: string }[]
  choice: AmendmentChoice
}

export function ActionFields({
  title = '',
  mission_id = '',
  objectives = [],
  tasks = [],
  missions,
  choice,
}: ActionFieldsProps) {
  return (
    <>
      <TextField name="title" label={m.convention_action_title()} value={title} />
      <SelectField
        name="missionId"
        label={m.convention_mission()}
        value={mission_id}
        choices={missions.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <TextArea
        name="objectives"
        label={m.convention_objectives()}
        hint={m.convention_points_hint()}
        value={linesOf(objectives)}
        rows={6}
      />
      <TextArea
        name="tasks"
        label={m.convention_tasks()}
        hint={m.convention_points_hint()}
        value={linesOf(tasks)}
        rows={10}
      />
      <AmendmentField {...choice} />
    </>
  )
}

export function namedMission({ id, title }: { id: string; title: string }) {
  return { id, title }
}
