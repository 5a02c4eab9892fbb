import { z } from 'zod'

const PageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)

/** The page of a list that an address asks for, or another place in it, counted from 1; the first for anything that is no number. */
export function pageNumber(search: URLSearchParams, name = 'page'): number {
  return PageNumber.parse(search.get(name) ?? 1)
}
