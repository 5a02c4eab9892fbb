import { Actions } from './actions.tsx'
import { Button, SubmitButton } from './button.tsx'
import { Checkbox, CheckboxGroup, RadioGroup } from './choice-group.tsx'
import { ComboField } from './combo-field.tsx'
import { Confirm } from './confirm.tsx'
import { FileDrop } from './file-drop.tsx'
import { Form } from './form.tsx'
import type { FormAnswer } from './form-answer.ts'
import { word } from './interface-words.ts'
import { Section } from './page.tsx'
import { SelectField } from './select-field.tsx'
import { DateField, NumberField, TextArea, TextField } from './text-field.tsx'

const RESIDENCES = ['Les Ormes', 'Les Tilleuls', 'Le Canal', 'Léon-Blum', 'Jules-Guesde', 'La Noue-Caillet']

export function FormSection({ answer }: { answer: FormAnswer | undefined }) {
  const residences = RESIDENCES.map((label) => ({ value: label.toLowerCase(), label }))
  return (
    <Section title={word('Formulaire', 'Form')}>
      <Form answer={answer} intent="sample">
        <TextField name="name" label={word('Nom', 'Name')} autoComplete="name" />
        <TextField
          name="email"
          type="email"
          label={word('Adresse électronique', 'E-mail address')}
          hint={word('Un lien de connexion y sera envoyé.', 'A sign-in link will be sent there.')}
          autoComplete="email"
        />
        <NumberField name="size" label={word('Taille du panel', 'Panel size')} value={80} />
        <DateField name="on" label={word('Date du tirage', 'Date of the draw')} optional />
        <SelectField
          name="language"
          label={word('Langue du courrier', 'Language of the letter')}
          choices={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
        <ComboField name="residence" label={word('Résidence', 'Residence')} choices={residences} />
        <CheckboxGroup
          name="channels"
          label={word('Comment prévenir', 'How to tell')}
          choices={[
            { value: 'letter', label: word('Courrier', 'Letter'), hint: word('Sous quatre jours', 'Within four days') },
            { value: 'phone', label: word('Téléphone', 'Phone') },
          ]}
          optional
        />
        <RadioGroup
          name="visit"
          label={word('Une visite est-elle possible ?', 'Is a visit possible?')}
          choices={[
            { value: 'yes', label: word('Oui', 'Yes') },
            { value: 'no', label: word('Non', 'No') },
          ]}
        />
        <Checkbox name="agreed" label={word('Le bailleur a donné son accord', 'The landlord agreed')} optional />
        <TextArea name="note" label={word('Remarque', 'Note')} optional />
        <FileDrop
          name="file"
          label={word('Fichier du bailleur', 'Landlord’s file')}
          hint={word('CSV ou XLSX, 500 Mo au plus.', 'CSV or XLSX, at most 500 MB.')}
          accept=".csv,.xlsx"
          optional
        />
        <Actions>
          <SubmitButton>{word('Enregistrer', 'Save')}</SubmitButton>
          <Button kind="plain" disabled>
            {word('Pas encore possible', 'Not possible yet')}
          </Button>
          <Confirm label={word('Effacer…', 'Erase…')} {...eraseQuestion()} />
        </Actions>
      </Form>
    </Section>
  )
}

export function eraseQuestion() {
  return {
    href: '/interface?confirm',
    title: word('Effacer la résidence Les Ormes\u202f?', 'Erase the residence Les Ormes?'),
    consequence: (
      <p>{word('Ses 84 logements disparaissent pour tous.', 'Its 84 dwellings disappear for everybody.')}</p>
    ),
    name: 'Les Ormes',
    submit: word('Effacer définitivement', 'Erase for good'),
  }
}
