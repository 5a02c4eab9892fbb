import type { DatasetId, Level } from '../datasets.ts'
import { regionName } from '../territory-codes.ts'

export interface CodedName {
  readonly code: string
  readonly name: string
}

/**
 * The level of a table by the codes of its first lines. Two digits may be a department or a region (93 is both):
 * the names decide, else a table of departments unless all its codes are regions'.
 */
export function levelOf(lines: readonly CodedName[]): Level | undefined {
  const codes = lines.map(({ code }) => code)
  if (most(codes, /^(?:\d[\dAB]\d{7})$/i)) return 'iris'
  if (most(codes, /^Q[PN]\w{6}$/i)) return 'qpv'
  if (most(codes, /^CRS3035RES/i)) return 'grid'
  if (most(codes, /^\d[\dAB]\d{3}$/i)) return 'commune'
  if (lines.length <= 2 && lines.some(({ code, name }) => isMetropole(code, name))) return 'metropole'
  if (!most(codes, /^(?:\d[\dAB]|9[78]\d|[1-9])$/i)) return undefined
  const unnamed = lines.every(({ name }) => name === '') && lines.length >= 10
  return lines.every((line) => isRegion(line, unnamed)) ? 'region' : 'department'
}

function most(codes: readonly string[], form: RegExp): boolean {
  return codes.length > 0 && codes.filter((code) => form.test(code)).length > codes.length / 2
}

function isMetropole(code: string, name: string): boolean {
  return /^(?:1|M|F|FM|FE|FR|METRO\w*)$/i.test(code) && (name === '' || /france/i.test(name))
}

function isRegion({ code, name }: CodedName, unnamed: boolean): boolean {
  const region = regionName(code.padStart(2, '0'))
  return region !== undefined && (unnamed || words(name) === words(region))
}

function words(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}

const FILOSOFI_LEVELS: Readonly<Partial<Record<Level, DatasetId>>> = {
  iris: 'filosofi-iris',
  commune: 'filosofi-commune',
  department: 'filosofi-department',
  region: 'filosofi-region',
  metropole: 'filosofi-metropole',
  qpv: 'qpv-income',
}

/** Filosofi's tables by territory share their columns: their level names the data set. */
export function datasetAt(dataset: DatasetId, level: Level | undefined): DatasetId {
  const filosofi = dataset === 'filosofi-commune' || dataset === 'filosofi-iris'
  return (filosofi && level && FILOSOFI_LEVELS[level]) || dataset
}
