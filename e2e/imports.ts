/** A landlord's files, small, and what a lead does with them. */
import iconv from 'iconv-lite'
import type { Page } from 'playwright-core'
import { DWELLING_HEADER, dwellingsCsv, tenantsXlsx } from '../demo/landlord-files.ts'
import { demoStocks } from '../demo/stock.ts'
import { readTerritory } from '../demo/territory.ts'
import { untilAlive } from './browser.ts'

export interface LandlordFile {
  name: string
  bytes: Uint8Array
}

const { second } = demoStocks(readTerritory(), 'a landlord of one’s own')

/** Two residences of 120 dwellings, and who lives there. */
export const DWELLINGS: LandlordFile = { name: 'logements.csv', bytes: dwellingsCsv(second.dwellings) }
export const TENANTS: LandlordFile = { name: 'locataires.xlsx', bytes: tenantsXlsx(second.tenants) }

/** A residence that the landlord has just built. */
export const NEW_RESIDENCE: LandlordFile = {
  name: 'residence-neuve.csv',
  bytes: Buffer.from(
    'CODE_GROUPE;NOM_RESIDENCE;UG;ADRESSE;CODE_POSTAL;COMMUNE;STATUT\n' +
      'NEUF;Résidence du Canal;NEUF-1;1 quai de l’Ourcq;93140;Bondy;VACANT\n' +
      'NEUF;Résidence du Canal;NEUF-2;1 quai de l’Ourcq;93140;Bondy;VACANT\n',
  ),
}

/** The same file with one of its columns called otherwise. */
export function renamed({ bytes }: LandlordFile, name: string, column: string, to: string): LandlordFile {
  return {
    name,
    bytes: edited(bytes, (lines) => lines.map((line, at) => (at === 0 ? line.replace(column, to) : line))),
  }
}

/** The same file with one cell changed; line 1 holds the titles. */
export function withCell({ name, bytes }: LandlordFile, line: number, column: string, value: string): LandlordFile {
  const at = DWELLING_HEADER.indexOf(column)
  const change = (text: string) => text.split(';').with(at, value).join(';')
  return {
    name,
    bytes: edited(bytes, (lines) => lines.map((text, index) => (index === line - 1 ? change(text) : text))),
  }
}

function edited(bytes: Uint8Array, change: (lines: string[]) => string[]): Uint8Array {
  return iconv.encode(
    change(iconv.decode(Buffer.from(bytes), 'windows-1252').split('\r\n')).join('\r\n'),
    'windows-1252',
  )
}

/** Chooses a file and has it read. */
export async function chooseFile(lead: Page, convention: string, { name, bytes }: LandlordFile): Promise<void> {
  await lead.goto(`${convention}/imports/new`)
  await lead.getByLabel('Fichiers').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) })
  await haveRead(lead, name)
}

/** Lets a file fall on the page and has it read: the same with a mouse and scripts. */
export async function dropFile(lead: Page, convention: string, { name, bytes }: LandlordFile): Promise<void> {
  await lead.goto(`${convention}/imports/new`)
  const carried = await lead.evaluateHandle(
    ({ called, numbers }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(numbers)], called))
      return transfer
    },
    { called: name, numbers: [...bytes] },
  )
  await untilAlive(lead)
  await lead.getByText('ou déposez des fichiers ici').dispatchEvent('drop', { dataTransfer: carried })
  await haveRead(lead, name)
}

async function haveRead(lead: Page, name: string): Promise<void> {
  await lead.getByRole('button', { name: 'Lire les fichiers' }).click()
  await lead.getByRole('heading', { level: 1, name }).waitFor()
}

/** Agrees to the columns; waits for what the check of every line found. */
export async function checkLines(lead: Page): Promise<void> {
  await lead.getByRole('button', { name: 'Vérifier toutes les lignes' }).click()
  await untilShown(lead, 'Ce que l’import ferait')
}

export async function commit(lead: Page): Promise<void> {
  await lead.getByRole('button', { name: 'Importer', exact: true }).click()
  await untilShown(lead, 'Ce que l’import a fait')
}

async function untilShown(lead: Page, heading: string): Promise<void> {
  await lead.getByRole('heading', { name: heading }).waitFor()
}
