// Client and guard without Node, from their sources; test/packages runs what is published.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import { bundle, inBareContext, inBrowser } from './web-platform.ts'

const script = () => bundle(join(import.meta.dirname, 'edge-app.ts'), ['keyward-source'])

test('[B14] client and Hono guard run where there is only the web platform', async (t) => {
  const { server, manager, mint } = await startClaimedServer(openServerPlace(t))
  const good = await mint('good', ['notes/notes:find'])
  const edge = inBareContext(await script())
  const ask = (...told: unknown[]) => edge('ask', server.url, manager, ...told)
  assert.deepEqual([await ask('GET', good), await ask('POST', good), await ask('GET')], [200, 403, 401])
  assert.deepEqual(await edge('round', server.url, manager), ['from the edge', 'move_not_allowed'])
})

test('[B14] the client runs in a real browser as it is', async (t) => {
  const { server, manager } = await startClaimedServer(openServerPlace(t))
  const edge = await inBrowser(t, server.url, await script())
  assert.deepEqual(await edge('round', '', manager), ['from the edge', 'move_not_allowed'])
})
