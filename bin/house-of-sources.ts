import type { ViteDevServer } from 'vite'
import { z } from 'zod'

type Server = typeof import('../app/http.server.ts')
const Modules = z.custom<Server>((loaded) => typeof loaded === 'object')

/** The server's modules of this moment. When one was saved, what stood on the old ones is closed and opened again on the new. */
export class HouseOfSources {
  readonly #vite: ViteDevServer
  readonly #appUrl: string
  #modules: Server | undefined
  #pages: ReturnType<Server['pages']> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  close: () => Promise<void> = async () => undefined

  constructor(vite: ViteDevServer, appUrl: string) {
    this.#vite = vite
    this.#appUrl = appUrl
  }

  /** One request at a time gets to open the house anew. */
  pages(): Promise<ReturnType<Server['pages']>> {
    const mine = this.#turn.then(() => this.#current())
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #current() {
    const modules = Modules.parse(await this.#vite.ssrLoadModule('/app/http.server.ts'))
    if (this.#pages && this.#modules?.pages === modules.pages) return this.#pages
    await this.close()
    this.#modules = modules
    this.close = await modules.openHouse(this.#appUrl)
    this.#pages = modules.pages()
    return this.#pages
  }
}
