import { m } from '#messages'
import type { Brought } from './exchange.server.ts'

/** What a file brought, and what of it stayed outside and why. */
export function broughtWord({ added, known, marks }: Brought): string {
  if (!marks) return m.survey_codes_imported({ added, known })
  return [
    m.survey_codes_imported({ added, known }),
    m.survey_marks_imported({ made: marks.made, known: marks.known }),
    marks.unplaced > 0 && m.survey_marks_unplaced({ count: marks.unplaced }),
    marks.others > 0 && m.survey_marks_of_others({ count: marks.others }),
    marks.foreignTexts > 0 && m.survey_texts_foreign({ count: marks.foreignTexts }),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}
