import { m } from '#messages'
import type { WishKind } from './wishes.server.ts'

export const WISH_WORDS: Record<WishKind, () => string> = {
  link: m.territory_wish_link,
  gate: m.territory_wish_gate,
  kerb: m.territory_wish_kerb,
  bench: m.territory_wish_bench,
}
