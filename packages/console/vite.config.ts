import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const SERVER = 'http://127.0.0.1:4117'
const SERVER_PATHS = ['/v1', '/graphql', '/openapi.json', '/reference', '/errors', '/healthz', '/readyz']

const DESCRIPTION = /\s*\.describe\(\s*(?:'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*,?\s*\)/g

/** Every file of operations; `operation.ts` is their shape. */
const OPERATIONS = /\/contract\/src\/operations\/(?!operation\.ts|index\.ts)/
/** What the page neither sends nor reads. */
const DOCUMENTED = ['errors', 'output', 'authority', 'tag']

/** Leaves a field out of every operation. */
function without(field: string, code: string): string {
  const start = code.search(new RegExp(`\\b${field}: [A-Za-z[']`))
  if (start < 0) return code
  let depth = 0
  let end = start
  while (end < code.length && (depth > 0 || code[end] !== ',')) {
    if ('([{'.includes(code[end] ?? '')) depth += 1
    if (')]}'.includes(code[end] ?? '')) depth -= 1
    end += 1
  }
  return code.slice(0, start) + without(field, code.slice(end + 1))
}

/** What the contract tells of fields, rights, errors and answers is for servers and documents: the page would carry it for nothing. */
const leaveOutDocumentation: Plugin = {
  name: 'leave-out-documentation',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('/packages/contract/src/')) return undefined
    const bare = code.replaceAll(DESCRIPTION, '').replaceAll('.nullable()', '')
    return {
      code: OPERATIONS.test(id) ? DOCUMENTED.reduce((left, field) => without(field, left), bare) : bare,
      map: null,
    }
  },
}

/** Gathers what the list of tokens stands on into one file: it compresses better than forty that share it out. */
function gatherFirstPage() {
  const start = ['main.tsx', 'shell/shell.tsx', 'tokens-route.tsx']
  const entries = start.map((file) => fileURLToPath(new URL(`./src/app/${file}`, import.meta.url)))
  let page: ReadonlySet<string> | undefined
  return (id: string, graph: Graph): string | null => {
    page ??= importedBy(graph, entries)
    return page.has(id) ? 'first-page' : null
  }
}

type Graph = { getModuleInfo(id: string): { importedIds: readonly string[] } | null }

function importedBy(graph: Graph, entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set(entries)
  for (const id of reached) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next)
  return reached
}

export default defineConfig({
  plugins: [leaveOutDocumentation, react()],
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
    // Shapes that only answers have are made of nothing but these calls, and nobody asks for them here.
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['z', 'displayName', 'optionalLine'] },
      output: { codeSplitting: { groups: [{ name: gatherFirstPage(), debugName: 'first-page' }] } },
    },
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
