import { z } from 'zod'

const PageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)

/** The page of a list that an address asks for, the first for anything that is no number. */
export function pageNumberOf({ searchParams }: URL): number {
  return PageNumber.parse(searchParams.get('page') ?? 1)
}
