import type { WayPoint } from '../rows.ts'

/**
 * The stretches of a way whose nodes are known, one after the other; each with at least two points. A way that leaves
 * the perimeter and comes back gives several.
 *
 * @param position of a node, undefined outside the perimeter
 */
export function stretches(
  nodes: readonly number[],
  position: (node: number) => { lon: number; lat: number } | undefined,
): WayPoint[][] {
  const found: WayPoint[][] = []
  let open: WayPoint[] = []
  const close = () => {
    if (open.length >= 2) found.push(open)
    open = []
  }
  for (const node of nodes) {
    const place = position(node)
    if (place) open.push({ ...place, node })
    else close()
  }
  close()
  return found
}
