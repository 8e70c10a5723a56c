import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { serveConsole } from './console-files.ts'

const HTML =
  '<meta property="csp-nonce" nonce="__KEYWARD_NONCE__"><script nonce="__KEYWARD_NONCE__" src="/assets/a-1.js"></script>'

async function open(t: TestContext, files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-console-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const app = Fastify()
  await serveConsole(app, folder)
  t.after(async () => {
    await app.close()
    rmSync(folder, { recursive: true })
  })
  return (url: string, accept = 'text/html,*/*', encoding = 'identity') =>
    app.inject({ url, headers: { accept, 'accept-encoding': encoding } })
}

test('every address of the console gets its page, with a nonce that is fresh each time and the policy’s own', async (t) => {
  const get = await open(t, { 'index.html': HTML })
  const seen = new Set<string>()
  for (const url of ['/', '/setup', '/o/org_1/settings/api-tokens/7Hd2mQx4Lp9Rt3Vz', '/sign-in?next=/o/x']) {
    const { statusCode, body, headers } = await get(url)
    const [, nonce = ''] = /nonce="([^"]+)"><\/script>|nonce="([^"]+)" src/.exec(body)?.filter(Boolean) ?? []
    assert.equal(statusCode, 200, url)
    assert.ok(nonce.length >= 22 && !body.includes('__KEYWARD_NONCE__'))
    const policy = String(headers['content-security-policy'])
    assert.ok(
      policy.includes(`script-src 'self' 'nonce-${nonce}'`) &&
        policy.includes(`style-src 'self' 'nonce-${nonce}'`),
    )
    assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/)
    assert.equal(headers['cache-control'], 'no-store')
    seen.add(nonce)
  }
  assert.equal(seen.size, 4)
})

test('hashed files are kept for ever, others are asked for again', async (t) => {
  const get = await open(t, { 'index.html': HTML, 'assets/a-1.js': 'x', 'favicon.svg': '<svg/>' })
  assert.equal((await get('/assets/a-1.js')).headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal((await get('/favicon.svg')).headers['cache-control'], 'public, max-age=0')
})

test('a browser that takes compressed files gets the copy that the build made', async (t) => {
  const files = { 'index.html': HTML, 'assets/a-1.js': 'plain', 'assets/a-1.js.br': 'small' }
  const get = await open(t, files)
  const answer = await get('/assets/a-1.js', '*/*', 'gzip, br')
  assert.deepEqual([answer.body, answer.headers['content-encoding']], ['small', 'br'])
  assert.match(String(answer.headers['content-type']), /javascript/)
  assert.equal((await get('/assets/a-1.js', '*/*')).body, 'plain')
})

test('what is neither a file nor an address of the console is not found', async (t) => {
  const get = await open(t, { 'index.html': HTML, 'assets/a-1.js': 'x' })
  for (const url of [
    '/assets/gone.js',
    '/v1/nope',
    '/robots.txt',
    '/..%2f..%2fetc%2fpasswd.txt',
    '/assets/..%2findex.html',
  ])
    assert.equal((await get(url)).statusCode, 404, url)
  assert.equal((await get('/setup', 'application/json')).statusCode, 404)
})

test('without a build the page says how to make one', async (t) => {
  const get = await open(t, {})
  assert.match((await get('/')).body, /npm run build/)
})
