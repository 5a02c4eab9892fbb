import { must } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/diagnosis.action.ts'
import { diagnosisData } from './diagnosis.server.ts'

/** The socio-territorial diagnosis on paper: text, figures, maps, services, access, sources. */
export async function loader(args: Route.LoaderArgs) {
  const data = await read(args, async (tx) => {
    must(tx.actor, 'territory.export')
    return diagnosisData(tx)
  })
  const pdf = pdfOf('app/territory/diagnosis.typ', data, new Date())
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename="diagnosis.pdf"' },
  })
}
