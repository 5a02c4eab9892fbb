import type { Perimeter } from './perimeter.ts'
import { surroundingsOf } from './surroundings.ts'
import { perimeterOf } from './whole-reading.ts'

const surroundings = surroundingsOf(
  [
    {
      code: '93010',
      geometry: [
        [
          [
            [2.48, 48.9],
            [2.49, 48.9],
            [2.49, 48.91],
            [2.48, 48.91],
            [2.48, 48.9],
          ],
        ],
      ],
    },
  ],
  1500,
)
/** Bondy as one small square, and 1.5 km around it. */
export const bondy: Perimeter = { ...perimeterOf(['93010']), ...(surroundings ? { surroundings } : {}) }
