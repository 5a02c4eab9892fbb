import { m } from '#messages'
import { LONG_SENTENCE_WORDS, type Remark } from '#packages/plain-language/remarks.ts'
import { Section } from './page.tsx'

/** What a careful reader would say, beside the text. It proposes and never hinders: the writer decides. */
export function WritingHelp({ remarks }: { remarks: readonly Remark[] }) {
  return (
    <Section title={m.ui_writing_help()}>
      {remarks.length === 0 ? (
        <p>{m.ui_writing_help_none()}</p>
      ) : (
        <>
          <p>{m.ui_writing_help_lead()}</p>
          <ul>
            {remarks.map((remark) => (
              <li key={`${remark.kind}-${remark.from}`}>
                <q lang="fr">{remark.found}</q> – {adviceOn(remark)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function adviceOn(remark: Remark): string {
  switch (remark.kind) {
    case 'long-sentence':
      return m.ui_writing_help_long({ words: remark.words, most: LONG_SENTENCE_WORDS })
    case 'hard-word':
      return m.ui_writing_help_hard({ instead: remark.instead })
    case 'acronym':
      return m.ui_writing_help_acronym()
    case 'percentage':
      return m.ui_writing_help_percentage()
    case 'double-negative':
      return m.ui_writing_help_negative()
    case 'all-capitals':
      return m.ui_writing_help_capitals()
    case 'typography':
      return m.ui_writing_help_typography({ instead: remark.instead })
  }
}
