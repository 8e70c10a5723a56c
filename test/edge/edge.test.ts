// Client and guard without Node: in a context that has only what the web platform gives, and in a real browser.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { build } from 'vite'
import { launchChromium } from '../parts/chromium.ts'
import { openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import type { Edge } from './edge-app.ts'

/** What every edge runtime has (WinterTC's minimum common API), and nothing of Node's. */
const WEB = {
  ...{ AbortController, AbortSignal, Event, EventTarget, DOMException, URL, URLSearchParams },
  ...{ fetch, Headers, Request, Response, Blob, FormData, ReadableStream, TransformStream, WritableStream },
  ...{ TextEncoder, TextDecoder, atob, btoa, crypto, console, structuredClone, queueMicrotask },
  ...{ setTimeout, clearTimeout, setInterval, clearInterval, performance },
}

/** The whole as one script. Anything of Node's that is imported fails the build. */
async function bundle(): Promise<string> {
  const entry = join(import.meta.dirname, 'edge-app.ts')
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['keyward-source', 'browser', 'import', 'default'] },
    plugins: [
      {
        name: 'no-node',
        enforce: 'pre',
        resolveId(id, importer) {
          if (id.startsWith('node:')) throw new Error(`${importer} imports ${id}`)
        },
      },
    ],
    build: { write: false, lib: { entry, formats: ['iife'], name: 'bundled' } },
  })
  const [first] = [built].flat()
  assert.ok(first && 'output' in first)
  return first.output[0].code
}

test('[B14] client and Hono guard run where there is only the web platform', async (t) => {
  const { server, manager, mint } = await startClaimedServer(openServerPlace(t))
  const good = await mint('good', ['notes/notes:find'])
  const context = createContext({ ...WEB })
  runInContext(await bundle(), context)
  assert.equal(
    runInContext('typeof process + typeof Buffer + typeof require', context),
    'undefined'.repeat(3),
  )
  const edge: Edge = context.edge
  const app = edge.app(server.url, manager)
  const ask = async (token: string | undefined, method = 'GET') => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const answer = await app.fetch(new Request('https://edge.example/notes', { method, headers }))
    return answer.status
  }
  assert.deepEqual([await ask(good), await ask(good, 'POST'), await ask(undefined)], [200, 403, 401])
  assert.deepEqual([...(await edge.round(server.url, manager))], ['from the edge', 'move_not_allowed'])
})

test('[B14] the client runs in a real browser as it is', async (t) => {
  const { server, manager } = await startClaimedServer(openServerPlace(t))
  const browser = await launchChromium()
  t.after(() => browser.close())
  // The page's policy would forbid a script of ours.
  const page = await (await browser.newContext({ bypassCSP: true })).newPage()
  await page.goto(`${server.url}/healthz`)
  await page.addScriptTag({ content: await bundle() })
  const told = await page.evaluate(
    (token) => (globalThis as unknown as { edge: Edge }).edge.round('', token),
    manager,
  )
  assert.deepEqual(told, ['from the edge', 'move_not_allowed'])
})
