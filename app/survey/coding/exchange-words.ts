import { m } from '#messages'
import type { Brought } from './exchange.server.ts'

/** What a file brought, and what of it stayed outside and why. */
export function broughtWord({ added, known, marks, moments }: Brought): string {
  if (!marks || !moments) return m.survey_codes_imported({ added, known })
  return [
    m.survey_codes_imported({ added, known }),
    m.survey_marks_imported({ made: marks.made, known: marks.known }),
    marks.unplaced > 0 && m.survey_marks_unplaced({ count: marks.unplaced }),
    marks.others > 0 && m.survey_marks_of_others({ count: marks.others }),
    marks.foreignTexts > 0 && m.survey_texts_foreign({ count: marks.foreignTexts }),
    moments.made + moments.known > 0 && m.survey_moments_imported({ made: moments.made, known: moments.known }),
    moments.unplaced > 0 && m.survey_moments_unplaced({ count: moments.unplaced }),
    moments.gone > 0 && m.survey_sounds_gone({ count: moments.gone }),
    moments.foreign > 0 && m.survey_sounds_foreign({ count: moments.foreign }),
    moments.wordless > 0 && m.survey_marks_wordless({ count: moments.wordless }),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}
