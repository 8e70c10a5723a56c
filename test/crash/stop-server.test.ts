import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { NEED, openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import type { Ask, ServerProcess } from '../parts/server-process.ts'
import { countedUses } from './survivors.ts'

const WORKERS = 8
const STOPS_WITHIN_MS = 20_000

test('SIGTERM in the middle of traffic answers what was begun, loses no usage count, and exits 0 in time', async (t) => {
  const place = openServerPlace(t)
  const { folder } = place
  const { server, manager } = await startClaimedServer(place)
  const made = await server.ask('POST', '/v1/tokens', { as: manager, body: { name: 'busy' } })
  const { plaintext, token } = made.body

  const traffic = { sent: 0, allowed: 0, refused: 0 }
  const workers = Array.from({ length: WORKERS }, () => verifyUntilGone(server.ask, plaintext, traffic))
  const begun = await Promise.all([0, 1, 2].map(() => beginVerify(server, manager, plaintext)))
  await sleep(500)
  const told = performance.now()
  const ended = server.stop('SIGTERM')
  await sleep(100)
  for (const answer of await Promise.all(begun.map(({ finish }) => finish())))
    assert.match(answer, /^HTTP\/1\.1 200 [\s\S]*"valid":true/)
  const { code, signal, stderr } = await ended
  const tookMs = performance.now() - told
  await Promise.all(workers)

  t.diagnostic(`${traffic.allowed} let through, stopped in ${Math.round(tookMs)} ms`)
  assert.deepEqual([code, signal, stderr], [0, null, ''])
  assert.ok(tookMs < STOPS_WITHIN_MS, `${tookMs} ms`)
  assert.equal(traffic.refused, 0)
  assert.ok(traffic.allowed > 0)
  const counted = countedUses(join(folder, 'data', 'keyward.db'), token.id)
  const least = traffic.allowed + begun.length
  const most = traffic.sent + begun.length
  assert.ok(counted >= least && counted <= most, `${counted} counted, ${least} to ${most} let through`)
})

async function verifyUntilGone(
  ask: Ask,
  as: string,
  traffic: { sent: number; allowed: number; refused: number },
): Promise<void> {
  for (;;) {
    traffic.sent += 1
    const answer = await ask('GET', `/v1/verify?need=${NEED}`, { as }).catch(() => undefined)
    if (!answer) return
    if (answer.status === 200) traffic.allowed += 1
    else traffic.refused += 1
  }
}

/** Sends a request but for its last byte, so that it is under way for as long as we like. */
async function beginVerify(
  server: ServerProcess,
  as: string,
  token: string,
): Promise<{ finish(): Promise<string> }> {
  const body = JSON.stringify({ token })
  const { port, host } = new URL(server.url)
  const socket: Socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  const head = [
    'POST /v1/verify HTTP/1.1',
    `host: ${host}`,
    `authorization: Bearer ${as}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'expect: 100-continue',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  // The server has the head, as it says itself.
  assert.match(String(await once(socket, 'data')), /^HTTP\/1\.1 100 /)
  socket.write(body.slice(0, -1))
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  const closed = once(socket, 'close')
  return {
    async finish() {
      socket.write(body.slice(-1))
      await closed
      return answer
    },
  }
}
