import { z } from 'zod'
import { Amendment } from './input.ts'
import { pointsOf } from './points.ts'

const Lines = z.string().trim().min(1).max(8000).transform(pointsOf)

export const ActionInput = z.object({
  title: z.string().trim().min(1).max(200),
  missionId: z.uuid(),
  objectives: Lines,
  tasks: Lines,
  amendmentId: Amendment,
})
