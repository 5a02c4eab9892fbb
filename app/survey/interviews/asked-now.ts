import { useEffect, useState } from 'react'
import { isAsked } from './answers.ts'
import type { Question } from './questions.ts'

/**
 * Which questions of a form are asked after what is ticked in it at this moment. Without scripts all stand there, each with
 * its condition in words.
 *
 * @param elsewhere what was ticked to the questions that are not in this form, by key
 */
export function useAskedNow(
  within: { readonly current: HTMLElement | null },
  questions: readonly Question[],
  elsewhere: readonly (readonly [key: string, chosen: readonly string[]])[],
): (question: Question) => boolean {
  const [chosen, setChosen] = useState<ReadonlyMap<string, readonly string[]>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the questions of another theme are another form
  useEffect(() => {
    const sheet = within.current?.closest('form')
    if (!sheet) return
    const look = () => {
      const sent = new FormData(sheet)
      const here = questions.map(({ id, key }) => [key, sent.getAll(`chosen-${id}`).map(String)] as const)
      setChosen(new Map([...elsewhere, ...here]))
    }
    look()
    sheet.addEventListener('change', look)
    return () => sheet.removeEventListener('change', look)
  }, [within, questions[0]?.id])
  return (question) => chosen === undefined || isAsked(question, chosen)
}
