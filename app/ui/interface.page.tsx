import { data, redirect } from 'react-router'
import { z } from 'zod'
import type { Route } from './+types/interface.page.ts'
import { LinkButton } from './button.tsx'
import { ConfirmForm } from './confirm.tsx'
import { flashHeaders, takeFlash } from './flash.server.ts'
import type { FormAnswer } from './form-answer.ts'
import { DataSections } from './interface-data.tsx'
import { eraseQuestion, FormSection } from './interface-form.tsx'
import { samples } from './interface-samples.server.ts'
import { tableSpec } from './interface-table.ts'
import { word } from './interface-words.ts'
import { Page } from './page.tsx'
import { readForm, several, valuesOf } from './read-form.ts'
import { readTableQuery } from './read-table-query.ts'
import { Shell } from './shell.tsx'

export const meta = () => [{ title: 'Interface · Palier' }]

export async function loader({ request }: Route.LoaderArgs) {
  if (process.env.PALIER_INTERFACE !== '1' && !import.meta.env.DEV) throw data(null, { status: 404 })
  const url = new URL(request.url)
  const status = Number(url.searchParams.get('status'))
  if (status > 0) throw status === 500 ? new Error('asked for') : data(null, { status })
  const { flash, headers } = await takeFlash(request)
  const query = readTableQuery(tableSpec, url.searchParams)
  const part = (['bare', 'confirm'] as const).find((name) => url.searchParams.has(name)) ?? 'all'
  return data({ flash, query, part, ...samples(query) }, { headers })
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  if (form.get('intent') === 'confirm') return erase(form)
  const read = readForm(form, sampleForm())
  if (!read.ok) return data(read.answer, { status: 422 })
  const message = word('La demande est enregistrée.', 'The request is saved.')
  return redirect('/interface', { headers: await flashHeaders({ tone: 'good', message }) })
}

async function erase(form: FormData) {
  if (form.get('name') !== 'Les Ormes') {
    const message = word('Le nom écrit n’est pas celui de la résidence.', 'This is not the residence’s name.')
    const remedy = word('Recopiez « Les Ormes ».', 'Copy “Les Ormes”.')
    return data(
      { refusal: [{ code: 'name', field: 'name', message, remedy }], values: valuesOf(form) },
      { status: 422 },
    )
  }
  const message = word('La résidence Les Ormes est effacée.', 'The residence Les Ormes is erased.')
  const undo = { action: '/interface', title: word('Rétablir', 'Restore') }
  return redirect('/interface', { headers: await flashHeaders({ tone: 'warn', message, undo }) })
}

// Each message names its field: in the summary it stands alone.
function sampleForm() {
  return z.object({
    name: z.string(word('Écrivez le nom.', 'Write the name.')),
    email: z.email(
      word('Écrivez une adresse complète, comme nom@exemple.fr.', 'Write a whole address, as name@example.com.'),
    ),
    size: z.coerce
      .number(word('Écrivez la taille du panel en chiffres.', 'Write the panel size in figures.'))
      .int()
      .min(10, word('Un panel compte au moins dix personnes.', 'A panel has at least ten people.')),
    residence: z.string(word('Choisissez une résidence.', 'Choose a residence.')),
    channels: several(z.string()),
    visit: z.string(word('Dites si une visite est possible.', 'Say whether a visit is possible.')),
  })
}

export default function Interface({ loaderData, actionData }: Route.ComponentProps) {
  const { flash, query, part } = loaderData
  const rooms = [
    { href: '/interface', title: 'Convention', chapter: 1 },
    { href: '/interface/stock', title: word('Patrimoine', 'Stock'), chapter: 4 },
    { href: '/interface/survey', title: word('Entretiens et panel', 'Interviews and panel'), chapter: 6 },
  ]
  if (part === 'bare') return <BareShell />
  if (part === 'confirm') return <ConfirmPage answer={actionData} />
  return (
    <Shell
      rooms={rooms}
      breadcrumb={[
        { href: '/interface', title: 'Bondy 2026' },
        { href: '/interface?bare', title: word('Patrimoine', 'Stock') },
      ]}
      convention={{ href: '/interface', title: 'Bondy 2026' }}
      conventions={[{ href: '/interface', title: 'Drancy 2025' }]}
      person={{
        name: 'Nadia Ferrand',
        role: word('Pilote de l’opérateur', 'Operator’s lead'),
        links: [{ href: '/interface', title: word('Mes données', 'My data') }],
        signOut: '/interface',
      }}
      demonstration
      flash={flash}
    >
      <Page
        title={word('Toutes les pièces de l’interface', 'Every part of the interface')}
        lead={word(
          'Chaque pièce dans chacun de ses états, telle que les pages l’emploient.',
          'Each part in each of its states, as pages use it.',
        )}
        action={
          <LinkButton to="/interface?bare" kind="primary">
            {word('Voir sans les chapitres', 'See without the chapters')}
          </LinkButton>
        }
      >
        <DataSections {...loaderData} query={query} />
        <FormSection answer={actionData} />
      </Page>
    </Shell>
  )
}

function BareShell() {
  return (
    <Shell>
      <Page
        title={word('Page sans convention', 'Page without a convention')}
        lead={word('Connexion, erreurs, pages publiques.', 'Sign-in, errors, public pages.')}
      />
    </Shell>
  )
}

function ConfirmPage({ answer }: { answer: FormAnswer | undefined }) {
  return (
    <Shell demonstration>
      <Page title={eraseQuestion().title}>
        <ConfirmForm {...eraseQuestion()} answer={answer} cancel="/interface" />
      </Page>
    </Shell>
  )
}
