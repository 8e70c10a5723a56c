import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { havePart } from '../parts/apt.ts'
import { openServerPlace, type ServerPlace, startClaimedServer, startHere } from '../parts/claimed-server.ts'
import type { Answer, Ask } from '../parts/server-process.ts'
import { expectRefusal } from './installation.ts'

/** A small disk of its own as the data folder, where we may mount one. */
function mountSmallDisk({ folder, atEnd }: ServerPlace, size: string): boolean {
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const mount = (...words: string[]) => spawnSync('mount', words).status === 0
  if (!mount('-t', 'tmpfs', '-o', `size=${size},mode=700`, 'tmpfs', data)) return false
  atEnd(() => spawnSync('umount', ['-l', data]))
  return true
}

/** Without the right to mount, strace lets every write from the n-th on find the disk full. */
async function fullFrom(n: number): Promise<string[]> {
  const strace = await havePart('strace')
  const full = `inject=pwrite64:error=ENOSPC:when=${n}+`
  return [strace, '-D', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=pwrite64', '-e', full]
}

test('a disk that is full at the first start is told in one line, and a start with room works', async (t) => {
  const place = openServerPlace(t)
  const { folder } = place
  const mounted = mountSmallDisk(place, '64k')
  await expectRefusal(
    { folder, under: mounted ? [] : await fullFrom(3) },
    'storage_unavailable',
    /disk is full/,
  )
  if (mounted) assert.equal(spawnSync('mount', ['-o', 'remount,size=16m', join(folder, 'data')]).status, 0)
  const { server, manager } = await startClaimedServer(place)
  assert.equal((await server.ask('GET', '/v1/self', { as: manager })).status, 200)
  assert.equal((await server.stop()).code, 0)
})

test('a disk that fills up stops changes with storage_unavailable and verification with nothing; with room again all is there', async (t) => {
  const place = openServerPlace(t)
  const { folder } = place
  const mounted = mountSmallDisk(place, '8m')
  const claimed = await startClaimedServer(place, { under: mounted ? [] : await fullFrom(900) })
  const { manager } = claimed
  if (mounted) writeFileSync(join(folder, 'data', 'ballast'), Buffer.alloc(1), { flush: true })
  if (mounted) fillUp(join(folder, 'data', 'ballast'))

  const { server } = claimed
  const made = await createUntilRefused(server.ask, manager)
  const revoked = await revokeUntilRefused(server.ask, manager, made)
  const tokens = made.slice(revoked)
  await seeAllValid(server.ask, tokens)

  if (mounted) {
    rmSync(join(folder, 'data', 'ballast'))
    const again = await server.ask('POST', '/v1/tokens', { as: manager, body: { name: 'again' } })
    assert.equal(again.status, 201)
  }
  await server.stop()
  const restarted = await startHere(place)
  await seeAllValid(restarted.ask, tokens)
  const after = await restarted.ask('POST', '/v1/tokens', { as: manager, body: { name: 'after' } })
  assert.equal(after.status, 201)
  assert.equal((await restarted.stop()).code, 0)
})

/** Takes all room but a little. */
function fillUp(file: string): void {
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4k'], { stdio: 'ignore' })
  spawnSync('truncate', ['-s', '-600k', file])
}

type Made = { id: string; text: string }

async function createUntilRefused(ask: Ask, manager: string): Promise<Made[]> {
  const made: Made[] = []
  for (;;) {
    const answer = await ask('POST', '/v1/tokens', { as: manager, body: { name: `filling ${made.length}` } })
    if (answer.status !== 201) {
      seeStorageUnavailable(answer)
      return made
    }
    made.push({ id: answer.body.token.id, text: answer.body.plaintext })
  }
}

/** A revocation needs less room: some may still pass. Says how many did, in order. */
async function revokeUntilRefused(ask: Ask, manager: string, tokens: readonly Made[]): Promise<number> {
  for (const [at, { id, text }] of tokens.entries()) {
    const answer = await ask('POST', `/v1/tokens/${id}/revoke`, { as: manager, body: {} })
    if (answer.status !== 200) {
      seeStorageUnavailable(answer)
      return at
    }
    assert.equal((await ask('GET', '/v1/verify', { as: text })).body.code, 'token_revoked')
  }
  throw new Error('the disk never filled up')
}

function seeStorageUnavailable({ status, body }: Answer): void {
  assert.deepEqual([status, body.code], [503, 'storage_unavailable'])
  assert.match(body.detail, /disk/)
}

async function seeAllValid(ask: Ask, tokens: readonly Made[]): Promise<void> {
  assert.ok(tokens.length > 0)
  for (const { text } of tokens) assert.equal((await ask('GET', '/v1/verify', { as: text })).status, 200)
}
