import type { House } from '../../../test/house.ts'
import { projectFile, projectOf } from './project-file.server.ts'
import type { ProjectSound } from './project-sounds.ts'

/** The project as the lead, or an animator, is sent it. */
export async function projectBytes(
  house: House,
  sound: ProjectSound,
  role: 'operator-lead' | 'operator-animator' = 'operator-lead',
): Promise<Uint8Array> {
  const sent = await house.as(role)((tx) => projectOf(tx, sound))
  const pieces: Uint8Array[] = []
  for await (const piece of projectFile(house.actorOf(role), sent)) pieces.push(piece)
  return Buffer.concat(pieces)
}
