import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'
import { messageSettings } from './bin/messages.ts'

// In a build the messages are compiled beforehand by bin/build.ts; here they only follow edits while developing.
export default defineConfig(({ command }) => ({
  plugins: [command === 'serve' && paraglideVitePlugin(messageSettings), reactRouter()],
  // The messages compiled beforehand lie in build/ too: bin/build.ts empties only what this build writes.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500, emptyOutDir: false },
  environments: {
    ssr: { build: { target: 'node24', rollupOptions: { input: './app/http.server.ts' } } },
  },
}))
