declare module 'virtual:react-router/server-build' {
  import type { ServerBuild } from 'react-router'

  const build: ServerBuild
  export = build
}

declare module '*/build/server/index.js' {
  export { pages, serveHouse } from '#app/http.server.ts'
}
