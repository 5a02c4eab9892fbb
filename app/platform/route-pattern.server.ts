/** The pattern a request's path belongs to, such as `/c/:convention/stock`: few, stable, and without anything of anyone. */
import { matchRoutes, type RouteObject } from 'react-router'

interface RouteShape {
  id: string
  parentId?: string | undefined
  path?: string | undefined
  index?: boolean | undefined
}
type Routes = Record<string, RouteShape | undefined>

export function routePatterns(routes: Routes): (path: string) => string {
  const tree = childrenOf(undefined, routes)
  return (path) => {
    if (path.startsWith('/assets/')) return '/assets/*'
    const page = path === '/_root.data' ? '/' : path.replace(/\.data$/, '')
    const matches = matchRoutes(tree, page)
    if (!matches) return 'other'
    return `/${matches.flatMap(({ route }) => route.path || []).join('/')}`
  }
}

function childrenOf(parentId: string | undefined, routes: Routes): RouteObject[] {
  return Object.values(routes)
    .filter((route) => route !== undefined)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) => {
      const shape = path === undefined ? { id } : { id, path }
      return index ? { ...shape, index } : { ...shape, children: childrenOf(id, routes) }
    })
}
