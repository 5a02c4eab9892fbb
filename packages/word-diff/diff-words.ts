/**
 * What changed between two texts, word by word, for a reader rather than for a program: two changes with nothing but spaces
 * between them are told as one.
 *
 * Idea: the longest common subsequence of words, by dynamic programming over what remains once the common beginning and end are
 * set aside (Wagner & Fischer, *The String-to-String Correction Problem*, J. ACM 1974). Not Myers' faster walk: texts of a page
 * take a few milliseconds either way, and the table always gives the same answer for ties (what went comes before what came).
 */
export interface Piece {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Words of both texts together beyond which the table would not fit: about forty pages. */
const MOST_CELLS = 64_000_000

/**
 * @returns pieces in reading order; without `added` they spell `before`, without `removed` they spell `after`
 * @throws RangeError when the texts differ over more than some forty pages
 */
export function diffWords(before: string, after: string): Piece[] {
  const [old, young] = [wordsOf(before), wordsOf(after)]
  const head = commonLength(old, young)
  const tail = commonLength(old.slice(head).reverse(), young.slice(head).reverse())
  const middle = changesOf(old.slice(head, old.length - tail), young.slice(head, young.length - tail))
  return readable([...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)])
}

/** Words with their elision (« l’ »), spaces, and signs one by one. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}-]+['’]?|\s+|./gu) ?? []
}

function same(text: string): Piece {
  return { kind: 'same', text }
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}

function changesOf(old: readonly string[], young: readonly string[]): Piece[] {
  const width = young.length + 1
  if ((old.length + 1) * width > MOST_CELLS) throw new RangeError('the texts are too long to be compared')
  // common[i * width + j]: length of the longest common subsequence of old from i and young from j.
  const common = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      common[i * width + j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    const [gone = '', come = ''] = [old[i], young[j]]
    if (i < old.length && j < young.length && gone === come) {
      pieces.push(same(gone))
      i++
      j++
    } else if (j >= young.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'removed', text: gone })
      i++
    } else {
      pieces.push({ kind: 'added', text: come })
      j++
    }
  }
  return pieces
}

/** Runs joined; spaces between two changes are taken into both. */
function readable(words: readonly Piece[]): Piece[] {
  const pieces: Piece[] = []
  let [removed, added] = ['', '']
  const settle = () => {
    if (removed) pieces.push({ kind: 'removed', text: removed })
    if (added) pieces.push({ kind: 'added', text: added })
    removed = added = ''
  }
  for (const [index, { kind, text }] of words.entries()) {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else if ((removed || added) && /^\s+$/.test(text) && words[index + 1] && words[index + 1]?.kind !== 'same') {
      removed += text
      added += text
    } else {
      settle()
      const last = pieces.at(-1)
      if (last?.kind === 'same') last.text += text
      else pieces.push({ kind, text })
    }
  }
  settle()
  return pieces
}
