/** From a template and data to a tagged PDF. */
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Json } from '#app/platform/jobs.server.ts'
import { projectRoot } from '#app/platform/project.server.ts'
import type { Print } from './print.ts'

let compiler: NodeCompiler | undefined

// Opening the fonts takes longer than a page: one compiler for the life of the process. It works in one turn of the event loop.
function typst(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace: projectRoot,
    fontArgs: [{ fontPaths: [join(projectRoot, 'app/platform/documents/fonts')] }],
  })
  return compiler
}

/** Accessible, or to be kept for years with a file inside. */
export type Standard = 'ua-1' | 'a-3b'

/**
 * A tagged PDF, of PDF/UA-1 unless another standard is asked for. The data reach the template as `json(bytes(sys.inputs.data))`: they are printed, never run.
 *
 * @param template path of the .typ file, from the project's folder
 * @param data what the template prints
 * @param at creation instant written into the file, so that the same data give the same bytes
 * @throws Error when the template does not compile, or the standard cannot be held
 */
export function pdfOf(template: string, data: Json, at: Date, standard: Standard = 'ua-1'): Buffer {
  return documentOf({ template, data, at }, standard).pdf
}

/** The same, with the number of its pages. */
export function documentOf({ template, data, at }: Print, standard: Standard = 'ua-1') {
  const document = typeset(template, data)
  const pdf = typst().pdf(document, { pdfStandard: standard, creationTimestamp: Math.floor(at.getTime() / 1000) })
  typst().evictCache(10)
  return { pdf, pages: document.numOfPages }
}

/**
 * What a template measures instead of printing: the values that it leaves under a label, in their order.
 *
 * @param label name of the label, without its brackets: `over` for `#metadata(3)<over>`
 * @throws Error when the template does not compile
 */
export function measuredBy(template: string, data: Json, label: string): unknown {
  const values: unknown = typst().query(typeset(template, data), { selector: `<${label}>`, field: 'value' })
  typst().evictCache(10)
  return values
}

function typeset(template: string, data: Json) {
  const compiled = typst().compile({
    mainFilePath: join(projectRoot, template),
    inputs: { data: JSON.stringify(data) },
    resetRead: true,
  })
  const document = compiled.result
  if (!document) throw new Error(`${template}: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`)
  return document
}
