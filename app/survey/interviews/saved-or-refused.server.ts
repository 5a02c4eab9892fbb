import { sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

/** The answer that `SavesItself` reads. */
export async function savedOrRefused(save: () => Promise<void>): Promise<Response> {
  try {
    await save()
    return Response.json({ savedAt: new Date().toISOString() })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return Response.json({ refused: sayRefusal(error).message }, { status: error.status })
  }
}
