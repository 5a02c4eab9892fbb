/** The published synthesis as files: PDF to read and print, DOCX to work on. Only what was published is in them. */
import { Document as Docx, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import { type Block, type Document, documentOf, KINDS, type Kind } from './document.ts'
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
  const { synthesis, document } = await published(tx, asked)
  const { operator_name, is_demonstration } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'is_demonstration'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  const bytes = pdfOf(
    'app/survey/synthesis/synthesis.typ',
    {
      language: getLocale(),
      title: document.title,
      sender: operator_name,
      about: document.about,
      notice: is_demonstration ? m.ui_demonstration() : null,
      pageWord: m.survey_page_word(),
      large: asked.kind === 'return',
      blocks: document.blocks,
    },
    new Date(synthesis.at),
  )
  return { name: `${nameOf(asked.kind, synthesis)}.pdf`, bytes }
}

export async function synthesisDocx(tx: ActorTx, asked: { version?: number | undefined; kind: Kind }): Promise<Made> {
  const { synthesis, document } = await published(tx, asked)
  return { name: `${nameOf(asked.kind, synthesis)}.docx`, bytes: await docxOf(document) }
}

async function published(tx: ActorTx, { version, kind }: { version?: number | undefined; kind: Kind }) {
  const synthesis = await synthesisOf(tx, version)
  if (!synthesis) throw new Refusal('platform.not-found', { status: 404 })
  await sql`select audit_act('export', 'survey_synthesis', array[${synthesis.id}]::text[], ${kind})`.execute(tx)
  return { synthesis, document: documentOf(synthesis, kind) }
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
