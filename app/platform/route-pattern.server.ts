/** The pattern a request's path belongs to, such as `/c/:convention/stock`: few, stable, and without anything of anyone. */
import { matchRoutes, type RouteObject, type ServerBuild } from 'react-router'

export function routePatterns(routes: ServerBuild['routes']): (path: string) => string {
  const tree = childrenOf(undefined, routes)
  return (path) => {
    if (path.startsWith('/assets/')) return '/assets/*'
    const page = path === '/_root.data' ? '/' : path.replace(/\.data$/, '')
    const matches = matchRoutes(tree, page)
    if (!matches) return 'other'
    return `/${matches.flatMap(({ route }) => route.path ?? []).join('/')}`
  }
}

function childrenOf(parentId: string | undefined, routes: ServerBuild['routes']): RouteObject[] {
  return Object.values(routes)
    .filter((route) => route !== undefined)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) => {
      const shape = path === undefined ? { id } : { id, path }
      return index ? { ...shape, index } : { ...shape, children: childrenOf(id, routes) }
    })
}
