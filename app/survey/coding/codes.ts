/** The codebook as a tree. Pure. */
import type { Choice } from '#app/ui/choice.ts'

export interface Code {
  id: string
  parentId: string | null
  name: string
  definition: string
  colour: string
}

export type Placed<Item extends Code = Code> = Item & { depth: number }

/** Codes in the order of the tree, those of one parent by name; one whose parent is gone stands at the top. */
export function inTree<Item extends Code>(codes: readonly Item[]): Placed<Item>[] {
  const known = new Set(codes.map(({ id }) => id))
  const under = (parent: string | null, depth: number): Placed<Item>[] =>
    codes
      .filter(({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null) === parent)
      .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
      .flatMap((code) => [{ ...code, depth }, ...under(code.id, depth + 1)])
  return under(null, 0)
}

/** A code and all codes under it. */
export function withDescendants(codes: readonly Code[], id: string): string[] {
  return [id, ...codes.filter(({ parentId }) => parentId === id).flatMap((child) => withDescendants(codes, child.id))]
}

/** Codes to choose from, told by their place in the tree. */
export function codeChoices(codes: readonly Code[]): Choice[] {
  const names = new Map(codes.map((code) => [code.id, code]))
  const path = (code: Code): string => {
    const parent = code.parentId === null ? undefined : names.get(code.parentId)
    return parent ? `${path(parent)} › ${code.name}` : code.name
  }
  return inTree(codes).map((code) => ({ value: code.id, label: path(code) }))
}
