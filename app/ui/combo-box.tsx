import { type ReactNode, useContext } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox, ComboBoxStateContext } from 'react-aria-components/ComboBox'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import type { Choice } from './choice.ts'
import type { FieldTies } from './field.tsx'

interface ComboBoxProps {
  ties: FieldTies
  label: string
  choices: Choice[]
  first: string
}

/** The searching half of `ComboField`: accents and capitals are forgiven, the chosen value is sent as in a list. */
export function ComboBox({ ties, label, choices, first }: ComboBoxProps) {
  const { name, id, ...described } = ties
  return (
    <I18nProvider locale={getLocale()}>
      <AriaComboBox
        id={id}
        name={name}
        formValue="key"
        aria-label={label}
        defaultItems={choices}
        defaultValue={first === '' ? null : first}
        menuTrigger="focus"
        allowsEmptyCollection
      >
        <div className="combo">
          <Input className="input" {...described} />
          <Button>
            <span aria-hidden="true">▾</span>
          </Button>
        </div>
        <Choices>
          <ListBox<Choice> renderEmptyState={() => <p className="none">{m.ui_combo_none()}</p>}>
            {(choice) => (
              <ListBoxItem id={choice.value} textValue={choice.label}>
                {choice.label}
              </ListBoxItem>
            )}
          </ListBox>
        </Choices>
      </AriaComboBox>
    </I18nProvider>
  )
}

/**
 * The list opens and closes with the field alone, and moves along with the page. Left to itself it would close when the page scrolls,
 * also to show the field that was just reached, and put the chosen words back over those being typed.
 */
function Choices({ children }: { children: ReactNode }) {
  const field = useContext(ComboBoxStateContext)
  return (
    <Popover className="options" isOpen={field?.isOpen ?? false}>
      {children}
    </Popover>
  )
}
