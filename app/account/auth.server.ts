import { Hono } from 'hono'
import type { Person } from '#app/platform/request-context.ts'

export const authRoutes = new Hono()

export async function personOf(_request: Request): Promise<Person | undefined> {
  return undefined
}
