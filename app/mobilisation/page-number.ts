import { z } from 'zod'

const Place = z.coerce.number().int().min(1).max(100_000).catch(1)

/** The page asked for, or the place of a recipient in the walk: a number from 1, whatever the address holds. */
export function pageFrom(request: Request, name = 'page'): number {
  return Place.parse(new URL(request.url).searchParams.get(name) ?? 1)
}
