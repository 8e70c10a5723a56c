import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSqliteStore } from '@keyward/core'
import { realClock, realTimers } from '../../packages/core/src/real-world.ts'
import { havePart } from '../parts/apt.ts'
import { openServerPlace, startClaimedServer, startHere } from '../parts/claimed-server.ts'

const FULL = 2
const CALLS = 'trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg'

test('after a restart SQLite still syncs in full', async (t) => {
  const place = openServerPlace(t)
  const { folder } = place
  await (await startClaimedServer(place)).server.stop()
  await (await startHere(place)).stop()
  const path = join(folder, 'data', 'keyward.db')
  for (let open = 0; open < 2; open++) {
    const store = await openSqliteStore({ path, clock: realClock, timers: realTimers })
    assert.deepEqual(
      [store.pragmas().synchronous, store.pragmas().journal_mode, store.pragmas().foreign_keys],
      [FULL, 'wal', 1],
    )
    await store.close()
  }
})

test('a server that was restarted answers a create and a revoke only after their fsync', async (t) => {
  const place = openServerPlace(t)
  const { folder } = place
  const strace = await havePart('strace')
  const { server: first, manager } = await startClaimedServer(place)
  await first.stop()

  const log = join(folder, 'strace.log')
  const under = [strace, '-D', '-f', '-qq', '-y', '-s', '32', '-e', CALLS, '-o', log]
  const server = await startHere(place, { under })
  const made = await server.ask('POST', '/v1/tokens', { as: manager, body: { name: 'doomed' } })
  const path = `/v1/tokens/${made.body.token.id}/revoke`
  const revoked = await server.ask('POST', path, { as: manager, body: {} })
  await server.stop()
  assert.deepEqual([made.status, revoked.status], [201, 200])

  const lines = readFileSync(log, 'utf8').split('\n')
  const created = answerLine(lines, 201)
  const answered = answerLine(lines, 200)
  assert.ok(created > 0 && answered > created, 'both answers are in the log')
  for (const [from, to] of [
    [0, created],
    [created, answered],
  ] as const) {
    const before = lines.slice(from, to)
    const written = before.findLastIndex(
      (line) => line.includes('pwrite64') && line.includes('keyward.db-wal>'),
    )
    const synced = before.findLastIndex((line) => /f(data)?sync\(\d+<[^>]*keyward\.db-wal>\) += 0/.test(line))
    assert.ok(written >= 0, 'the change went to the write-ahead log')
    assert.ok(synced > written, 'the last write to the log was synced before the answer left')
  }
})

const answerLine = (lines: readonly string[], status: number) =>
  lines.findIndex((line) => line.includes('socket:') && line.includes(`HTTP/1.1 ${status} `))
