/** The published synthesis as files: PDF to read and print, DOCX to work on. Only what was published is in them. */
import { Document as Docx, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import { sql } from 'kysely'
import { PDFDocument } from 'pdf-lib'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { letterPaper } from '#app/platform/documents/letter-paper.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { getLocale } from '#messages/runtime.js'
import { type Block, type Document, documentOf, KINDS, type Kind, ROOMS } from './document.ts'
import { type Synthesis, synthesisOf } from './synthesis.server.ts'

const Asked = z.object({
  version: z.coerce.number().int().min(1).optional().catch(undefined),
  kind: z.enum(KINDS).catch('full'),
})

/** What an address asks for: the newest version, whole, unless it says otherwise. */
export function askedDocument({ searchParams }: URL): z.infer<typeof Asked> {
  return Asked.parse({ version: searchParams.get('version') ?? undefined, kind: searchParams.get('kind') })
}

interface Made {
  name: string
  bytes: Uint8Array
}

export async function synthesisPdf(tx: ActorTx, asked: { version?: number | undefined; kind: Kind }): Promise<Made> {
  const { synthesis, bytes } = await published(tx, asked)
  return { name: `${nameOf(asked.kind, synthesis)}.pdf`, bytes }
}

export async function synthesisDocx(tx: ActorTx, asked: { version?: number | undefined; kind: Kind }): Promise<Made> {
  const { synthesis, document } = await published(tx, asked)
  return { name: `${nameOf(asked.kind, synthesis)}.docx`, bytes: await docxOf(document) }
}

interface Published {
  synthesis: Synthesis
  document: Document
  bytes: Uint8Array
}

async function published(
  tx: ActorTx,
  { version, kind }: { version?: number | undefined; kind: Kind },
): Promise<Published> {
  const synthesis = await synthesisOf(tx, version)
  if (!synthesis) throw new Refusal('platform.not-found', { status: 404 })
  await sql`select audit_act('export', 'survey_synthesis', array[${synthesis.id}]::text[], ${kind})`.execute(tx)
  const paper = await letterPaper(tx)
  const made = (document: Document) => ({ synthesis, document, bytes: paged(synthesis, document, kind, paper) })
  if (kind !== 'return') return made(documentOf(synthesis, kind))
  for (const room of ROOMS) {
    const attempt = made(documentOf(synthesis, kind, room))
    const pages = (await PDFDocument.load(attempt.bytes)).getPageCount()
    if (pages <= RETURN_PAGES) return attempt
  }
  return made(documentOf(synthesis, kind, ROOMS.at(-1)))
}

/** What is handed to tenants is one sheet. */
const RETURN_PAGES = 2

function paged(
  { at }: Synthesis,
  { title, about, blocks }: Document,
  kind: Kind,
  paper: Awaited<ReturnType<typeof letterPaper>>,
): Uint8Array {
  return pdfOf(
    'app/survey/synthesis/synthesis.typ',
    {
      ...paper,
      title,
      about,
      large: kind === 'return',
      blocks,
    },
    new Date(at),
  )
}

function nameOf(kind: Kind, { version }: Synthesis): string {
  return ['synthesis', ...(kind === 'full' ? [] : [kind]), `v${version}`].join('-')
}

const LANGUAGES = { fr: 'fr-FR', en: 'en-GB' } as const

/** Real headings, lists and a language: a screen reader finds its way in it. */
async function docxOf({ title, about, blocks }: Document): Promise<Uint8Array> {
  const language = { value: LANGUAGES[getLocale()] }
  const file = new Docx({
    title,
    description: about,
    styles: { default: { document: { run: { font: 'Calibri', size: 22, language } } } },
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
          new Paragraph({ children: [new TextRun({ text: about, italics: true })] }),
          ...blocks.flatMap(paragraphsOf),
        ],
      },
    ],
  })
  return Packer.toBuffer(file)
}

const SPACE = { after: 160 }

function paragraphsOf(block: Block): Paragraph[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_2, spacing: { before: 320, after: 120 } }),
      ]
    case 'text':
      return [new Paragraph({ text: block.text, spacing: SPACE })]
    case 'soft':
      return [new Paragraph({ children: [new TextRun({ text: block.text, color: '4C4B45' })], spacing: SPACE })]
    case 'list':
      return block.items.map((text) => new Paragraph({ text, bullet: { level: 0 } }))
    case 'quote':
      return [
        new Paragraph({
          children: [
            new TextRun({ text: block.text, italics: true }),
            ...(block.by === '' ? [] : [new TextRun({ text: block.by, break: 1, size: 18, color: '4C4B45' })]),
          ],
          indent: { left: 360 },
          spacing: SPACE,
        }),
      ]
  }
}
