/** Objectives and tasks: points, some with parts. Edited as lines; a line that begins with a dash belongs to the point above. */

export interface Point {
  text: string
  parts: readonly string[]
}

export function linesOf(points: readonly Point[]): string {
  return points.flatMap(({ text, parts }) => [text, ...parts.map((part) => `- ${part}`)]).join('\n')
}

export function pointsOf(lines: string): Point[] {
  const points: { text: string; parts: string[] }[] = []
  for (const line of lines.split(/\r?\n/).map((one) => one.trim())) {
    const part = /^[-–—•*]\s+(.+)$/.exec(line)?.[1]
    const above = points.at(-1)
    if (part !== undefined && above) above.parts.push(part)
    else if (line !== '') points.push({ text: part ?? line, parts: [] })
  }
  return points
}
