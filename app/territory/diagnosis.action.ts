import { z } from 'zod'
import { pdfResponse } from '#app/platform/documents/pdf-response.server.ts'
import { read } from '#app/platform/page.server.ts'
import { baseLocale, locales } from '#messages/runtime.js'
import type { Route } from './+types/diagnosis.action.ts'
import { diagnosisFile } from './diagnosis.server.ts'

const Language = z.enum(locales).catch(baseLocale)

/** The socio-territorial diagnosis on paper, as it was last made. */
export async function loader(args: Route.LoaderArgs) {
  const language = Language.parse(new URL(args.request.url).searchParams.get('language'))
  const { name, bytes } = await read(args, (tx) => diagnosisFile(tx, language))
  return pdfResponse(bytes, name)
}
