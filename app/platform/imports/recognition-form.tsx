import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { ImportView } from './view.server.ts'

/** Why the file cannot be read, and what to do. */
export function Unreadable({ problems }: { problems: ImportView['refused'] }) {
  return (
    <Section title={m.import_refused_title()}>
      {problems.map((problem) => (
        <Notice tone="bad" key={`${problem.code}-${problem.line}`}>
          {problem.message}
        </Notice>
      ))}
    </Section>
  )
}

/** What was recognised, each thing to be corrected. */
export function RecognitionForm({ view, answer }: { view: ImportView; answer: FormAnswer | undefined }) {
  const { reading, kinds, kind } = view
  return (
    <Section title={m.import_recognised_title()}>
      {reading?.known && <Notice tone="warn">{reading.known}</Notice>}
      {reading && !kind && !reading.known && <Notice tone="warn">{m.import_not_kind()}</Notice>}
      <Form intent="recognise" answer={answer}>
        <SelectField name="kind" label={m.import_kind()} choices={kinds} value={kind ?? ''} optional />
        {view.subjects && (
          <SelectField
            name="subject"
            label={view.subjects.label}
            choices={view.subjects.choices}
            value={view.subjects.value}
          />
        )}
        {(reading === null || reading.format === 'csv') && <TextTable view={view} />}
        {reading && reading.sheets.length > 1 && (
          <SelectField
            name="sheet"
            label={m.import_sheet()}
            choices={reading.sheets.map((name) => ({ value: name, label: name }))}
            value={reading.sheet ?? ''}
          />
        )}
        {reading?.merged !== null && reading?.merged !== undefined && (
          <SelectField
            name="unmerge"
            label={m.import_unmerge()}
            choices={[
              { value: 'yes', label: m.import_unmerge_yes() },
              { value: 'no', label: m.import_unmerge_no() },
            ]}
            value={reading.merged ? 'yes' : 'no'}
          />
        )}
        {reading !== null && reading.format === 'xlsx' && <HeaderLine line={reading.headerLine} />}
        {(reading === null || reading.format === 'geojson') && <Coordinates view={view} />}
        <SubmitButton kind="plain">{m.import_recognise_again()}</SubmitButton>
      </Form>
    </Section>
  )
}

const SEPARATOR_NAMES: Record<string, string> = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' }

function TextTable({ view: { reading } }: { view: ImportView }) {
  return (
    <>
      <SelectField
        name="encoding"
        label={m.import_encoding()}
        choices={['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'].map((name) => ({ value: name, label: name }))}
        value={reading?.encoding ?? ''}
        optional
      />
      <SelectField
        name="separator"
        label={m.import_separator()}
        choices={[
          { value: 'semicolon', label: ';' },
          { value: 'comma', label: ',' },
          { value: 'tab', label: m.import_separator_tab() },
          { value: 'bar', label: '|' },
        ]}
        value={SEPARATOR_NAMES[reading?.separator ?? ''] ?? ''}
        optional
      />
      <HeaderLine line={reading?.headerLine ?? null} />
      {reading?.damaged && (
        <SelectField
          name="doubleEncoded"
          label={m.import_double()}
          choices={[
            { value: 'repair', label: m.import_double_repair() },
            { value: 'keep', label: m.import_double_keep() },
          ]}
          value={reading.damaged === 'found' ? '' : reading.damaged}
        />
      )}
    </>
  )
}

function HeaderLine({ line }: { line: number | null }) {
  return (
    <TextField
      name="headerLine"
      label={m.import_header_line()}
      value={line === null ? '' : String(line)}
      short
      optional
    />
  )
}

function Coordinates({ view: { reading } }: { view: ImportView }) {
  return (
    <>
      <SelectField
        name="crs"
        label={m.import_crs()}
        choices={[
          { value: 'wgs84', label: m.import_crs_wgs84() },
          { value: 'lambert93', label: m.import_crs_lambert93() },
        ]}
        value={reading?.crs ?? ''}
        optional
      />
      <SelectField
        name="swap"
        label={m.import_swap()}
        choices={[
          { value: 'no', label: m.import_swap_no() },
          { value: 'yes', label: m.import_swap_yes() },
        ]}
        value={reading?.swap === null || reading?.swap === undefined ? '' : reading.swap ? 'yes' : 'no'}
        optional
      />
    </>
  )
}
