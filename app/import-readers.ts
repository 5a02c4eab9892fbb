/** Every kind of file that can come in, as its rows are read. Loaded by the reading process: nothing here touches a database. */
import type { ImportReader } from '#app/platform/imports/reader.ts'
import { dwellingReader, tenantReader } from '#app/stock/imports/landlord-readers.ts'
import { addressReader } from '#app/stock/imports/place-readers.ts'
import { quarterReader } from '#app/stock/imports/quarter-reader.ts'
import { registerByAddressReader, registerReader } from '#app/stock/imports/register-readers.ts'
import { surveyAnswerReader } from '#app/survey/imports/answer-reader.ts'
import {
  contourReader,
  figureReader,
  placeReader,
  recognisePublished,
  streetReader,
  timetableReader,
} from '#app/territory/imports/published-readers.ts'

export { recognisePublished }

export const readers: readonly ImportReader[] = [
  dwellingReader,
  tenantReader,
  registerReader,
  registerByAddressReader,
  addressReader,
  quarterReader,
  figureReader,
  placeReader,
  streetReader,
  timetableReader,
  contourReader,
  surveyAnswerReader,
]
