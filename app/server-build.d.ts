// The process imports the built server; its types are those of the source it was built from.
declare module '*/build/server/index.js' {
  export { pages } from '#app/http.server.ts'
}
