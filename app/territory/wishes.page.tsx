import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/wishes.page.ts'
import { GainTable, RestTable } from './gain-tables.tsx'
import { territoryHref, territoryTrail } from './trail.ts'
import { WalkerForm } from './walker-form.tsx'
import { walkerFrom } from './walkers.ts'
import { WishForm } from './wish-form.tsx'
import { WISH_WORDS } from './wish-words.ts'
import { addWish, effectOf, removeWish, WISH_KINDS, type Wish, wishesOf } from './wishes.server.ts'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'access'), title: m.territory_tab_access() },
  ],
}

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_wishes()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const walker = walkerFrom(new URL(args.request.url).searchParams.get('walker'))
  return read(args, async (tx) => {
    const wishes = await wishesOf(tx)
    return {
      convention,
      walker,
      mayWish: may(tx.actor, 'territory.wish'),
      wishes,
      effect: await effectOf(tx, wishes, walker),
    }
  })
}

/** « 48,9021 2,4831 » or « 48.9021, 2.4831 »: latitude first, as people read it on a map. */
const Position = z
  .string()
  .trim()
  .transform((text, context): [number, number] => {
    const numbers = text.match(/-?\d+(?:[.,]\d+)?/g)?.map((number) => Number(number.replace(',', '.'))) ?? []
    const [lat, lon] = numbers
    if (numbers.length === 2 && lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180)
      return [lon, lat]
    context.addIssue({ code: 'custom', params: { code: 'form.not-a-position' } })
    return z.NEVER
  })

const Change = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    kind: z.enum(WISH_KINDS),
    name: z.string().trim().min(1).max(120),
    from: Position,
    to: z.union([z.literal(''), Position]).default(''),
  }),
  z.object({ intent: z.literal('remove'), wish: z.uuid() }),
])

export function action(args: Route.ActionArgs) {
  return submit(args, Change, async (tx, change) => {
    if (change.intent === 'remove') await removeWish(tx, change.wish)
    else {
      const points = change.kind === 'link' && change.to !== '' ? [change.from, change.to] : [change.from]
      await addWish(tx, { kind: change.kind, name: change.name, points })
    }
    return redirect(territoryHref(args.params.convention, 'wishes'), {
      headers: await flashHeaders({
        tone: 'good',
        message: change.intent === 'remove' ? m.territory_wish_removed() : m.territory_wish_added(),
      }),
    })
  })
}

export default function Wishes({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, wishes, effect, walker, mayWish } = loaderData
  return (
    <Page title={m.territory_wishes()} lead={m.territory_wishes_lead()}>
      {wishes.length === 0 && (
        <EmptyState title={m.territory_wishes_empty()}>
          {mayWish ? m.territory_wishes_empty_help() : m.territory_wishes_empty_wait()}
        </EmptyState>
      )}
      {wishes.length > 0 && (
        <>
          <Section title={m.territory_wishes_list()}>
            <ul className="stack">
              {wishes.map((wish) => (
                <WishItem key={wish.id} wish={wish} mayWish={mayWish} />
              ))}
            </ul>
          </Section>
          <Section title={m.territory_wishes_effect()}>
            <WalkerForm walker={walker} />
            {effect.vain.length > 0 && (
              <Notice tone="warn">{m.territory_wishes_vain({ names: effect.vain.join(', ') })}</Notice>
            )}
            {effect.gains.length === 0 && effect.rests.length === 0 && <p>{m.territory_wishes_nothing()}</p>}
            <GainTable gains={effect.gains} />
            <RestTable rests={effect.rests} />
          </Section>
        </>
      )}
      {mayWish && <WishForm answer={actionData} ground={territoryHref(convention, 'map')} wishes={wishes} />}
    </Page>
  )
}

function WishItem({ wish, mayWish }: { wish: Wish; mayWish: boolean }) {
  return (
    <li>
      <strong>{wish.name}</strong> – {WISH_WORDS[wish.kind]()}{' '}
      <small className="soft">{m.territory_wish_by({ by: wish.by, at: formatInstant(wish.at) })}</small>
      {mayWish && (
        <Form intent="remove">
          <input type="hidden" name="wish" value={wish.id} />
          <SubmitButton kind="quiet">
            {m.territory_wish_remove()}
            <span className="unseen"> {wish.name}</span>
          </SubmitButton>
        </Form>
      )}
    </li>
  )
}
