/** Words of the French catalogue that a page in English still shows. */
import { parseHTML } from 'linkedom'
import { CATALOGUES, catalogue, sentences } from '../bin/catalogues.ts'

const SHORTEST = 13

const ENGLISH = piecesOf('en', 1).join('\n')
/** Pieces of the French messages between their values, long enough to be no accident, that no English message says too. */
const FRENCH = piecesOf('fr').filter((piece) => !ENGLISH.includes(piece))

/** @param names What someone or a published file calls something, which may be what the catalogue calls its kind. */
export function frenchLeftIn(html: string, names = ''): string[] {
  const { document } = parseHTML(html)
  for (const script of document.querySelectorAll('script')) script.remove() // a page's data may hold names that it translates
  const spoken = [...document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')].flatMap((element) =>
    ['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  )
  const shown = [document.title, document.body.textContent, ...spoken].join('\n')
  return FRENCH.filter((piece) => shown.includes(piece) && !names.includes(piece)).map(
    (piece) => `still in French: ${piece}`,
  )
}

function piecesOf(language: 'fr' | 'en', shortest = SHORTEST): string[] {
  const texts = CATALOGUES.flatMap((pattern) => Object.values(catalogue(pattern, language))).flatMap(sentences)
  return [...new Set(texts.flatMap((text) => text.split(/\{\w+\}|\n/)).map((piece) => piece.trim()))].filter(
    (piece) => piece.length >= shortest,
  )
}
