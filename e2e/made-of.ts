/** What pages are made of, without the words in them: tells whether a page holds anything whose like was not yet looked at. */
import { parseHTML } from 'linkedom'

/** What of an element decides how it looks and what it says to a screen reader. */
const TELLING =
  /^(class|role|type|disabled|open|required|aria-(?!controls|describedby|labelledby|label$|owns|activedescendant).*)$/

/** The smallest part that holds everything new. */
export type Part = 'html' | 'main'

/** Remembers every element of the pages that it is shown, each in its place: under which others it stands. */
export function newEyes(): (html: string) => Part | undefined {
  const seen = new Set<string>()
  const isNew = (element: Element, above: string): boolean => {
    const place = `${above} ${kindOf(element)}`
    const unseen = !seen.has(place)
    seen.add(place)
    let holdsNew = false
    for (const child of element.children) holdsNew = isNew(child, place) || holdsNew
    return unseen || holdsNew
  }
  return (html) => {
    const { document } = parseHTML(html)
    const main = document.querySelector('main')
    const newInside = main !== null && isNew(main, '')
    main?.remove()
    const newAround = isNew(document.body, '')
    return newAround ? 'html' : newInside ? 'main' : undefined
  }
}

function kindOf(element: Element): string {
  const telling = [...element.attributes]
    .filter(({ name }) => TELLING.test(name))
    .map(({ name, value }) => `${name}=${value}`)
  return [element.localName, ...telling].join('|')
}
