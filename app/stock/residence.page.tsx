import { read } from '#app/platform/page.server.ts'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Figure, Figures } from '#app/ui/figure.tsx'
import { MapView } from '#app/ui/map-view.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/residence.page.ts'
import { coverageOf } from './coverage.server.ts'
import { figuresOf } from './residence-figures.server.ts'
import { residenceTabs } from './residence-tabs.server.ts'
import { residenceOf } from './residences.server.ts'
import { stockHref, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.residence.name} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, residence: id } = args.params
  return read(args, async (tx) => ({
    convention,
    tabs: residenceTabs(tx, convention, id),
    residence: await residenceOf(tx, id),
    figures: await figuresOf(tx, id),
    caretakers: await coverageOf(tx, id),
  }))
}

export default function Residence({ loaderData }: Route.ComponentProps) {
  const { convention, residence, tabs, figures, caretakers } = loaderData
  const { lon, lat } = residence
  return (
    <Page title={residence.name} lead={[residence.address, residence.postal_code].filter(Boolean).join(', ')}>
      <Tabs label={m.stock_residence_tabs()} tabs={tabs} />
      <Figures>
        {figures.map(({ label, measure }) => (
          <Figure key={label} label={label} measure={measure} />
        ))}
      </Figures>
      <Section title={m.stock_about()}>
        <DefinitionList
          facts={[
            { term: m.stock_code(), value: residence.code },
            {
              term: m.stock_caretakers(),
              value: caretakers.length > 0 ? caretakers.join(', ') : m.stock_no_caretaker(),
            },
          ]}
        />
      </Section>
      {lon !== null && lat !== null && (
        <Section title={m.stock_map_title()}>
          <MapView
            label={m.stock_map_one({ name: residence.name })}
            ground={stockHref(convention, 'map')}
            credit={m.stock_map_credit()}
            points={[
              {
                id: residence.id,
                title: residence.name,
                longitude: lon,
                latitude: lat,
                detail: residence.address ?? '',
              },
            ]}
          />
        </Section>
      )}
    </Page>
  )
}
