import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from '#app/platform/project.server.ts'
import { pdfOf } from './document.server.ts'

const folder = mkdtempSync(`${projectRoot}/app/platform/documents/.test-`)
const template = `${folder}/sheet.typ`
writeFileSync(
  template,
  `#import "/app/platform/documents/letter-paper.typ": *
#let data = json(bytes(sys.inputs.data))
#show: letter-paper.with(title: data.title, sender: "Atelier des Paliers", about: "essai")
== #data.heading
#facts(((data.title, data.value),))
#grid-of(("Critère", "Places"), (("Femmes", "12"),))`,
)
afterAll(() => rmSync(folder, { recursive: true }))

const make = (title: string) =>
  pdfOf(
    relative(projectRoot, template),
    { title, heading: 'Partie', value: 'Valeur' },
    new Date('2026-03-02T10:00:00Z'),
  )

test('a document is tagged, has a title and a language, and says that it is PDF/UA', () => {
  const text = make('Essai').toString('latin1')
  expect(text).toContain('/StructTreeRoot')
  expect(text).toMatch(/\/Marked true/)
  expect(text).toMatch(/\/Lang \(fr/)
  expect(text).toContain('pdfuaid:part')
})

test('what was typed is printed and not run', () => {
  expect(make('#panic("lu comme du code") *gras* $x$').length).toBeGreaterThan(1000)
})

test('the same data give the same bytes', () => {
  expect(make('Essai').equals(make('Essai'))).toBe(true)
})
