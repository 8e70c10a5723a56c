import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const SERVER = 'http://127.0.0.1:4117'
const SERVER_PATHS = ['/v1', '/openapi.json', '/reference', '/errors', '/healthz', '/readyz']

const DESCRIPTION = /\s*\.describe\(\s*(?:'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*,?\s*\)/g

/** What the contract tells of its fields is for documents: the page would carry it for nothing. */
const leaveOutDescriptions: Plugin = {
  name: 'leave-out-descriptions',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('/packages/contract/src/')
      ? { code: code.replaceAll(DESCRIPTION, ''), map: null }
      : undefined,
}

export default defineConfig({
  plugins: [leaveOutDescriptions, react()],
  // See src/lib/zod-names.ts: the console reads the names in a schema, and parses nothing.
  resolve: {
    alias: { zod: fileURLToPath(new URL('./src/lib/zod-names.ts', import.meta.url)) },
    conditions: ['keyward-source', ...defaultClientConditions],
  },
  // The server puts a fresh nonce in the place of this word, on each response.
  html: { cspNonce: '__KEYWARD_NONCE__' },
  build: {
    outDir: '../server/console',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
    // One file: a style sheet that failed to load with a screen would not be asked for again.
    cssCodeSplit: false,
    // The first versions that know light-dark(), which would otherwise be rewritten without Mantine's scheme.
    target: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, SERVER])),
  },
})
