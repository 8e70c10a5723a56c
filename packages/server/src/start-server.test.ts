import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { KeywardError, Session } from '@keyward/contract'
import { z } from 'zod'
import { NOTES, OWNER } from '../test/parts/house.ts'
import { startServer } from './start-server.ts'

const SetUpAnswer = z.object({ verifyToken: z.object({ plaintext: z.string() }) })
const MAIN = join(import.meta.dirname, 'main.ts')

type Started = { child: ChildProcess; dir: string; output: () => string; ended: Promise<number | null> }

/** The server as a process of its own, on a free port. */
function start(t: TestContext, env: Record<string, string> = {}, dir = folder(t)): Started {
  const child = spawn(process.execPath, ['--conditions=keyward-source', MAIN], {
    cwd: dir,
    env: { PATH: process.env.PATH, KEYWARD_PORT: '0', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  t.after(() => child.kill('SIGKILL'))
  return { child, dir, output: () => output, ended: once(child, 'exit').then(([code]) => code) }
}

function folder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'keyward-start-'))
  t.after(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function urlOf({ output, child }: Started): Promise<string> {
  for (;;) {
    const [, url] = /running at (\S+)/.exec(output()) ?? []
    if (url) return url
    if (child.exitCode !== null) throw new Error(`the server ended: ${output()}`)
    await sleep(50)
  }
}

/** A request of which the server has the head, as it says itself; the body is still owed. */
async function beginSignIn(url: string, length: number): Promise<Socket> {
  const { port, hostname, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  const head = [
    'POST /v1/session HTTP/1.1',
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${length}`,
    'expect: 100-continue',
    'connection: close',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  const [said] = await once(socket, 'data')
  assert.match(String(said), /^HTTP\/1\.1 100 /)
  return socket
}

const codeIn = (server: Started) => /enter this code: (\S+)/.exec(server.output())?.[1] ?? ''

async function setUp(url: string, code: string): Promise<string> {
  const body = { code, organization: { name: 'Acme' }, owner: OWNER, verifyToken: { name: 'Notes service' } }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/v1/setup`, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.equal(answer.status, 201)
  return SetUpAnswer.parse(await answer.json()).verifyToken.plaintext
}

test('a first start prints address, folder and setup code in one block, keeps its keys to itself, and stops without losing a count', async (t) => {
  const server = start(t)
  const url = await urlOf(server)
  assert.match(
    server.output(),
    /^\n {2}Keyward is running at http:\/\/localhost:\d+\n {2}Data in \S+\n {2}To set it up, .*: [A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}\n\n$/,
  )
  const token = await setUp(url, codeIn(server))
  for (let use = 0; use < 7; use++)
    await fetch(`${url}/v1/verify`, { headers: { authorization: `Bearer ${token}` } })
  server.child.kill('SIGTERM')
  assert.equal(await server.ended, 0)
  assert.ok(!server.output().includes(token) && !server.output().includes(token.split('_')[2] ?? ''))

  const database = new DatabaseSync(join(server.dir, 'data/keyward.db'), { readOnly: true })
  const [counted] = database
    .prepare(`select sum(count) as calls from usage_hour where outcome = 'allowed'`)
    .all()
  database.close()
  assert.equal(counted?.calls, 7)

  const again = start(t, {}, server.dir)
  await fetch(`${await urlOf(again)}/v1/verify`, { headers: { authorization: `Bearer ${token}` } }).then(
    ({ status }) => assert.equal(status, 200),
  )
  assert.doesNotMatch(again.output(), /code/)
  again.child.kill('SIGINT')
  assert.equal(await again.ended, 0)
})

test('a request under way when the server is told to stop is answered', async (t) => {
  const server = start(t)
  const url = await urlOf(server)
  await setUp(url, codeIn(server))
  const body = JSON.stringify({ email: OWNER.email, password: OWNER.password })
  const underWay = await beginSignIn(url, body.length)
  server.child.kill('SIGTERM')
  underWay.write(body)
  assert.match(await text(underWay), /^HTTP\/1\.1 200 /)
  assert.equal(await server.ended, 0)
})

test('no log, however loud, holds a token, a password or a cookie', async (t) => {
  const server = start(t, { KEYWARD_LOG_LEVEL: 'trace' })
  const url = await urlOf(server)
  const token = await setUp(url, codeIn(server))
  const json = { 'content-type': 'application/json' }
  const bearer = { authorization: `Bearer ${token}` }
  const signIn = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email: OWNER.email, password: OWNER.password }),
  })
  const cookie = signIn.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  for (const [path, init] of [
    ['/v1/verify', { headers: bearer }],
    [`/v1/self?access_token=${token}`, {}],
    [`/v1/tokens/${token}`, { headers: bearer }],
    [`/${token}`, {}],
    ['/v1/verify', { method: 'POST', headers: { ...json, ...bearer }, body: `{"token": "${token}"` }],
    [
      '/v1/verify',
      { method: 'POST', headers: { ...json, ...bearer }, body: JSON.stringify({ [token]: token }) },
    ],
    ['/v1/session', { headers: { cookie } }],
    ['/v1/session', { method: 'DELETE', headers: { cookie, origin: 'https://evil.example' } }],
  ] as const)
    await fetch(`${url}${path}`, init)
  server.child.kill('SIGTERM')
  await server.ended
  assert.match(server.output(), /"route":"\/v1\/verify"/)
  for (const secret of [token, token.split('_')[2] ?? '', OWNER.password, cookie.split('=')[1] ?? ''])
    assert.ok(secret.length > 8 && !server.output().includes(secret))
})

test('/graphql writes a line for a change and for a failure, and none for a query that is answered', async (t) => {
  const server = start(t)
  const url = await urlOf(server)
  const token = await setUp(url, codeIn(server))
  const ask = (query: string) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
  await ask('{ self { token { id } } }')
  assert.ok(!server.output().includes('/graphql'))
  await ask('{ members { totalCount } }')
  await ask('mutation { regenerateSelf { token { id } } }')
  server.child.kill('SIGTERM')
  await server.ended
  assert.equal(server.output().match(/"route":"\/graphql"/g)?.length, 2)
})

test('a second signal ends a stop that hangs, but not one that came twice at once', async (t) => {
  const server = start(t)
  const hanging = await beginSignIn(await urlOf(server), 10)
  hanging.on('error', () => {})
  server.child.kill('SIGINT')
  server.child.kill('SIGTERM')
  // What comes within half a second of the first is its echo.
  await sleep(3000)
  assert.equal(server.child.exitCode, null)
  server.child.kill('SIGINT')
  assert.equal(await server.ended, 1)
})

test('a setup code that was chosen works, and is not printed', async (t) => {
  const server = start(t, { KEYWARD_SETUP_CODE: 'chosen-by-an-operator' })
  const url = await urlOf(server)
  assert.match(server.output(), /enter the code that was chosen/)
  assert.doesNotMatch(server.output(), /chosen-by-an-operator/)
  await setUp(url, 'chosen-by-an-operator')
})

test('keys from a setting are the same keys, and others are refused', async (t) => {
  const server = start(t)
  await urlOf(server)
  server.child.kill('SIGTERM')
  await server.ended
  const file = join(server.dir, 'data/keys.json')
  const keys = readFileSync(file, 'utf8')
  rmSync(file)
  const lost = start(t, {}, server.dir)
  assert.equal(await lost.ended, 1)
  assert.match(lost.output(), /^keyward: keys_lost: /)

  const given = start(t, { KEYWARD_KEYS: keys }, server.dir)
  await urlOf(given)
  given.child.kill('SIGTERM')
  assert.equal(await given.ended, 0)

  const others = start(t)
  await urlOf(others)
  const wrong = start(
    t,
    { KEYWARD_KEYS: readFileSync(join(others.dir, 'data/keys.json'), 'utf8') },
    server.dir,
  )
  assert.equal(await wrong.ended, 1)
  assert.match(wrong.output(), /^keyward: keys_mismatch: /)
})

test('a start that fails ends with one line and no stack: a port that is taken', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const address = other.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const server = start(t, { KEYWARD_PORT: port })
  assert.equal(await server.ended, 1)
  assert.match(
    server.output(),
    new RegExp(`^keyward: port_taken: Another program listens on 127\\.0\\.0\\.1:${port}: .*\\n$`),
  )
})

const catalogue = (dir: string, content: unknown) => {
  writeFileSync(join(dir, 'apis.json'), typeof content === 'string' ? content : JSON.stringify(content))
  return { KEYWARD_CATALOGUE: 'apis.json' }
}
const FAULTS: [what: string, env: (dir: string) => Record<string, string>, says: RegExp][] = [
  [
    'a setting that is none',
    () => ({ KEYWARD_PROT: '1' }),
    /^config_invalid: KEYWARD_PROT is no setting: did you mean KEYWARD_PORT\?$/,
  ],
  [
    'a host that is not ours',
    () => ({ KEYWARD_HOST: '203.0.113.1' }),
    /^config_invalid: KEYWARD_HOST is "203\.0\.113\.1"/,
  ],
  [
    'a catalogue that is not there',
    () => ({ KEYWARD_CATALOGUE: 'gone.json' }),
    /^config_invalid: KEYWARD_CATALOGUE is .*gone\.json"/,
  ],
  [
    'a catalogue that is not JSON',
    (dir) => catalogue(dir, '{'),
    /^catalogue_invalid: .*apis\.json is not JSON/,
  ],
  [
    'a catalogue with a wrong field',
    (dir) => catalogue(dir, [{ ...NOTES, colour: 'red' }]),
    /^catalogue_invalid: .*0\.colour: unknown field$/,
  ],
  [
    'a catalogue with our own slug',
    (dir) => catalogue(dir, [{ ...NOTES, slug: 'keyward' }]),
    /^catalogue_invalid: /,
  ],
  ['a data folder that is a file', blockedFolder, /^data_dir_unusable: /],
  ['keys that are none', () => ({ KEYWARD_KEYS: '{}' }), /^keys_invalid: /],
]
for (const [what, env, says] of FAULTS)
  test(`a start with ${what} says what is wrong, and leaves nothing open`, async (t) => {
    const dir = folder(t)
    const starting = startServer({ env: { KEYWARD_PORT: '0', ...env(dir) }, cwd: dir })
    await assert.rejects(
      starting,
      (error) => error instanceof KeywardError && says.test(`${error.code}: ${error.message}`),
    )
  })

function blockedFolder(dir: string): Record<string, string> {
  writeFileSync(join(dir, 'data'), '')
  return {}
}

test('a catalogue file makes its APIs grantable', async (t) => {
  const dir = folder(t)
  const server = start(t, catalogue(dir, [NOTES]), dir)
  const url = await urlOf(server)
  await setUp(url, codeIn(server))
  const body = JSON.stringify({ email: OWNER.email, password: OWNER.password })
  const signedIn = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { memberships } = Session.parse(await signedIn.json())
  assert.ok(memberships[0]?.permissions.some((held) => held === 'notes/notes:find'))
})
