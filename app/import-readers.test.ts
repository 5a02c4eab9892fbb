/** A process is started for each file that is read: it must not load the words of all pages, nor the database. */
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#app/platform/project.server.ts'

test('reading a file loads neither the catalogues nor the database', () => {
  const loaded = new Set<string>()
  const load = (file: string) => {
    if (loaded.has(file)) return
    loaded.add(file)
    if (!file.startsWith(projectRoot)) return
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)(?! type)[^'\n]*(?:\n[^'\n]*)*? from '([^']+)'/gm,
    ))
      load(
        name.startsWith('.')
          ? resolve(dirname(file), name)
          : name.startsWith('#app/') || name.startsWith('#packages/')
            ? join(projectRoot, name.slice(1))
            : name,
      )
  }
  load(join(projectRoot, 'app/import-readers.ts'))
  const names = [...loaded]
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => name.startsWith('#messages') || /database\.server|\.tsx$|^react/.test(name))).toEqual(
    [],
  )
})
