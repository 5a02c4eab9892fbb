/** Places of registers and lists, one record each: what kind of need they serve, and never a person's name. */
import { type Kind, kindOfBpe, kindOfLabel } from '#packages/amenities/typology.ts'
import type { EquipmentRow, OpenDataRow, Place, StationRow } from '#packages/open-data/rows.ts'
import type { PartRecord } from './published-readers.ts'

/** Remembers what it met: registers give several doctors of one house no name, and a station once a line. */
export function placeRecords(): (row: OpenDataRow) => PartRecord[] {
  const met = new Map<string, number>()
  const unlike = (key: string) => {
    const times = (met.get(key) ?? 0) + 1
    met.set(key, times)
    return times === 1 ? key : `${key} ${times}`
  }
  return (row) => {
    if (row.record === 'equipment') return equipment(row, unlike)
    if (row.record === 'station') return station(row, met)
    if (row.record === 'establishment' && row.place) {
      const kind = kindOfLabel(row.category) ?? kindOfLabel(row.name)
      return kind ? [place('finess', row.id, kind, row.name, row.place, row.address)] : []
    }
    if (row.record === 'osm-place') {
      const kind = kindOfLabel(row.name) ?? kindOfLabel(row.category)
      return kind ? [place('directory', unlike(`${row.id} ${row.name}`), kind, row.name, row.place, row.address)] : []
    }
    return []
  }
}

export function place(
  origin: string,
  key: string,
  kind: Kind,
  name: string,
  { lon, lat }: Place,
  address: string | null,
  more: { opening_hours?: string | undefined; wheelchair?: string | undefined } = {},
): PartRecord {
  const wheelchair = ['yes', 'limited', 'no'].find((word) => word === more.wheelchair) ?? null
  return {
    part: 'place',
    record: {
      origin,
      origin_key: key.slice(0, 120),
      kind,
      name: name.slice(0, 200),
      address: address ? address.slice(0, 300) : null,
      lon,
      lat,
      opening_hours: more.opening_hours?.slice(0, 500) ?? null,
      wheelchair,
    },
  }
}

function equipment(row: EquipmentRow, unlike: (key: string) => string): PartRecord[] {
  const kind = kindOfBpe(row.type) ?? (row.otherType ? kindOfBpe(row.otherType) : undefined)
  if (!kind || !row.place) return []
  const { lon, lat } = row.place
  const key = unlike(`${kind} ${lon.toFixed(5)} ${lat.toFixed(5)}`) // the type code changes from one coding to the next
  return [place('bpe', key, kind, row.name ?? '', row.place, null)]
}

/** A station of several lines is one place. */
function station(row: StationRow, met: Map<string, number>): PartRecord[] {
  if (met.has(row.name)) return []
  met.set(row.name, 1)
  return [place('stations', row.name, 'station', row.name, row.place, null)]
}
