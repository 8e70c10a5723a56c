// Servers that are not as the command expects: dead, newer, silent in the middle, or none of Keyward's at all.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { installCommand } from './shell-command.ts'

/** A folder whose current profile speaks to a server that answers as told; none: to a port where nobody listens. */
async function open(t: TestContext, answer?: RequestListener) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-other-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  if (answer) t.after(close)
  else close()
  const profiles = { work: { url: `http://127.0.0.1:${port}`, token: 'kw_x' } }
  mkdirSync(join(folder, 'config/keyward'), { recursive: true, mode: 0o700 })
  const file = join(folder, 'config/keyward/profiles.json')
  writeFileSync(file, JSON.stringify({ current: 'work', profiles }), { mode: 0o600 })
  return (...words: string[]) =>
    new Promise<{ status: number; out: string; err: string }>((resolve) => {
      const env = installCommand(folder)
      const done = (error: { code?: unknown } | null, out: string, err: string) => {
        assert.doesNotMatch(err, /^ +at .*:\d+:\d+/m)
        resolve({ status: Number(error?.code ?? 0), out, err })
      }
      execFile(join(folder, 'keyward'), words, { cwd: folder, env }, done).stdin?.end()
    })
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  }

test('[B14] a profile whose server is dead ends with status 6 and says what to look at', async (t) => {
  const keyward = await open(t)
  const { status, err } = await keyward('tokens', 'list')
  assert.equal(status, 6)
  assert.match(
    err,
    /\(network_failed\)\n {2}Check the address, and that the server runs \(ECONNREFUSED\)\.\n$/,
  )
})

test('[B14] a newer server is understood: its new fields pass, its new codes are told, their status decides', async (t) => {
  const role = { ...Object(OPERATION_DOCS.getRole.example.output), mood: 'sunny' }
  const fields = await (await open(t, json(200, role)))('roles', 'show', role.id)
  assert.deepEqual([fields.status, /mood +sunny/.test(fields.out)], [0, true], fields.err)
  const problem = {
    type: 'about:blank',
    title: 'Too sunny',
    status: 409,
    code: 'weather_too_good',
    detail: 'Too sunny today',
  }
  const code = await (await open(t, json(409, problem)))('roles', 'show', role.id)
  assert.deepEqual([code.status, code.err], [5, 'keyward: Too sunny today (weather_too_good)\n'])
})

test('[B14] what answers and is no Keyward ends with status 1, and is not repeated', async (t) => {
  const page: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>\u001b[31mWelcome')
  const { status, out, err } = await (await open(t, page))('members', 'list')
  assert.deepEqual([status, out], [1, ''])
  assert.match(err, /\(answer_unreadable\)/)
  assert.ok(!err.includes('Welcome') && !err.includes('\u001b'))
})

test('[B14] an export that breaks off keeps what came, and ends with a status that is not success', async (t) => {
  const line = JSON.stringify({ unreadable: 'x', sequence: 1 })
  const broken: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/jsonl' })
    response.write(`${line}\n{"unread`, () => response.destroy())
  }
  const { status, out, err } = await (await open(t, broken))('audit', 'export')
  assert.deepEqual([out, status], [`${line}\n`, 6], err)
  assert.match(err, /\(network_failed\)/)
})
