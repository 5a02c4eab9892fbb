/** Words of the French catalogue that a page in English still shows. */
import { readFileSync } from 'node:fs'
import { parseHTML } from 'linkedom'

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
  const settings: { 'plugin.inlang.messageFormat': { pathPattern: string[] } } = JSON.parse(
    readFileSync('project.inlang/settings.json', 'utf8'),
  )
  const catalogues = settings['plugin.inlang.messageFormat'].pathPattern.map((path) =>
    path.replace('{locale}', language),
  )
  const texts = catalogues.flatMap((path) => textsIn(JSON.parse(readFileSync(path, 'utf8'))))
  return [...new Set(texts.flatMap((text) => text.split(/\{\w+\}|\n/)).map((piece) => piece.trim()))].filter(
    (piece) => piece.length >= shortest,
  )
}

/** The sentences of a catalogue: each message is one, or a choice among several by number. */
function textsIn(message: unknown): string[] {
  if (typeof message === 'string') return [message]
  if (typeof message !== 'object' || message === null) return []
  return Object.entries(message).flatMap(([key, part]) =>
    key === 'declarations' || key === 'selectors' ? [] : textsIn(part),
  )
}
