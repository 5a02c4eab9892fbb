/** Where the project's own files lie, from the sources and from the build alike. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const projectRoot = above(import.meta.dirname)

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('the project’s package.json is not above its code')
  return above(parent)
}
