/** Every kind of file that may come in, like routes.ts for pages. */
import { type ImportTarget, type KnownFile, offerImports } from '#app/platform/imports/target.server.ts'
import { addresses } from '#app/stock/imports/addresses.server.ts'
import { landlordDwellings } from '#app/stock/imports/landlord-dwellings.server.ts'
import { landlordTenants } from '#app/stock/imports/landlord-tenants.server.ts'
import { publicFiles } from '#app/stock/imports/public-files.ts'
import { quarters } from '#app/stock/imports/quarters.server.ts'
import { register } from '#app/stock/imports/register.server.ts'
import { registerByAddress } from '#app/stock/imports/register-by-address.server.ts'
import { surveyAnswers } from '#app/survey/imports/answers.server.ts'
import { contours } from '#app/territory/imports/contours.server.ts'
import { figures } from '#app/territory/imports/figures.server.ts'
import { places } from '#app/territory/imports/places.server.ts'
import { streets } from '#app/territory/imports/streets.server.ts'
import { timetable } from '#app/territory/imports/timetable.server.ts'
import * as messages from '#messages'

const targets: readonly ImportTarget[] = [
  landlordDwellings,
  landlordTenants,
  register,
  registerByAddress,
  addresses,
  quarters,
  contours,
  figures,
  places,
  streets,
  timetable,
  surveyAnswers,
]
const known: readonly KnownFile[] = publicFiles

const sentences: Record<string, unknown> = { ...messages.m }

function sentence(key: string, values: Record<string, string> = {}): string | undefined {
  const said = sentences[key]
  return typeof said === 'function' ? String(said(values)) : undefined
}

/** Called once by whatever process brings files in. */
export function offerAllImports(): void {
  offerImports({
    targets,
    known,
    // `stock.import-absent` says `stock_import_absent`, a table `stock_person` says `table_stock_person`.
    reason: (code, values) => sentence(code.replaceAll(/[.-]/g, '_'), values),
    tableName: (table) => sentence(`table_${table}`),
  })
}
