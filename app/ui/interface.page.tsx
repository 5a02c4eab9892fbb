import { data, redirect } from 'react-router'
import { z } from 'zod'
import type { Route } from './+types/interface.page.ts'
import { LinkButton } from './button.tsx'
import { flashHeaders, takeFlash } from './flash.server.ts'
import { DataSections } from './interface-data.tsx'
import { FormSection } from './interface-form.tsx'
import { samples } from './interface-samples.server.ts'
import { tableSpec } from './interface-table.ts'
import { word } from './interface-words.ts'
import { Page } from './page.tsx'
import { readForm, several } from './read-form.ts'
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
  return data({ flash, query, bare: url.searchParams.has('bare'), ...samples(query) }, { headers })
}

export async function action({ request }: Route.ActionArgs) {
  const read = readForm(await request.formData(), sampleForm())
  if (!read.ok) return data(read.answer, { status: 422 })
  const message = word('La demande est enregistrée.', 'The request is saved.')
  return redirect('/interface', { headers: await flashHeaders({ tone: 'good', message }) })
}

function sampleForm() {
  const asked = word('Répondez à cette question.', 'Answer this question.')
  return z.object({
    name: z.string(asked),
    email: z.email(
      word('Écrivez une adresse complète, comme nom@exemple.fr.', 'Write a whole address, as name@example.com.'),
    ),
    size: z.coerce.number(word('Écrivez un nombre.', 'Write a number.')).int().min(10),
    residence: z.string(asked),
    channels: several(z.string()),
    visit: z.string(asked),
  })
}

export default function Interface({ loaderData, actionData }: Route.ComponentProps) {
  const { flash, query, bare } = loaderData
  const rooms = [
    { href: '/interface', title: word('Convention', 'Convention'), chapter: 1 },
    { href: '/interface/stock', title: word('Patrimoine', 'Stock'), chapter: 4 },
    { href: '/interface/survey', title: word('Entretiens et panel', 'Interviews and panel'), chapter: 6 },
  ]
  if (bare) return <BareShell />
  return (
    <Shell
      rooms={rooms}
      breadcrumb={[
        { href: '/interface', title: word('Bondy 2026', 'Bondy 2026') },
        { href: '/interface', title: word('Patrimoine', 'Stock') },
      ].slice(0, 1)}
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
