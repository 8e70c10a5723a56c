import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openHouse } from '../../../../test/house.ts'
import { createKeyring } from '../../../keys/keyring.ts'
import { realRandom, realTimers } from '../../../real-world.ts'
import type { Timers } from '../../../world.ts'

const days = (count: number) => count * 24 * 3_600_000

test('the name alone is enough: a personal, read-only token for 30 days', async (t) => {
  const house = await openHouse(t)
  const ada = await house.person('developer', 'ada')
  const { token, plaintext } = await house.keyward.generateToken(ada, { name: '  my   laptop ' })
  assert.equal(token.name, 'my laptop')
  assert.equal(token.owner.kind, 'user')
  assert.deepEqual(token.access, { kind: 'read_only' })
  assert.deepEqual(token.permissions, ['notes/notes:find', 'notes/tags:find'])
  assert.equal(token.expiresAt, new Date(house.clock.now() + days(30)).toISOString())
  assert.match(plaintext, /^kw_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/)
  assert.equal(token.masked, `kw_${token.id.slice(0, 4)}…${plaintext.slice(-4)}`)
})

test('[B2] the secret is nowhere in the database, its journal or the keys file', async (t) => {
  const house = await openHouse(t)
  const { plaintext, token } = await house.keyward.generateToken(house.host, {
    name: 'ci',
    owner: 'organization',
  })
  await house.keyward.verify(plaintext)
  await house.keyward.flush()
  const secret = plaintext.split('_')[2]?.slice(0, 43) ?? ''
  for (const file of ['keyward.db', 'keyward.db-wal', 'keys.json']) {
    const bytes = await readFile(join(house.dir, file))
    for (const part of [
      secret,
      secret.slice(0, 20),
      Buffer.from(secret).toString('base64').slice(0, 40),
      Buffer.from(secret).toString('hex'),
    ])
      assert.equal(
        bytes.includes(part),
        false,
        `${file} holds ${part === secret ? 'the secret' : 'part of the secret'}`,
      )
  }
  const database = Buffer.concat([
    await readFile(join(house.dir, 'keyward.db')),
    await readFile(join(house.dir, 'keyward.db-wal')),
  ])
  assert.equal(database.includes(token.id), true, 'the search must be able to find what is there')
})

test('[B2] with other keys than its own a database verifies nothing', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await house.keyward.generateToken(house.host, { name: 'ci', owner: 'organization' })
  const stranger = await house.another({ keys: createKeyring(realRandom, 0) })
  const verdict = await stranger.verify(plaintext)
  assert.equal(!verdict.valid && verdict.code, 'token_unknown')
})

test('nobody grants more than they hold', async (t) => {
  const house = await openHouse(t)
  const viewer = await house.person('viewer')
  const full = house.keyward.generateToken(viewer, { name: 'x', access: { kind: 'full_access' } })
  await assert.rejects(full, { code: 'permission_missing' })
  const developer = await house.person('developer')
  const custom = house.keyward.generateToken(developer, {
    name: 'x',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:create'] },
  })
  await assert.rejects(custom, { code: 'scope_exceeds_rights' })
  const role = house.keyward.generateToken(developer, { name: 'x', access: { kind: 'role', role: 'admin' } })
  await assert.rejects(role, { code: 'scope_exceeds_rights' })
})

test('a token is not generated for others: an organisation token needs the right, and no field names an owner', async (t) => {
  const house = await openHouse(t)
  const developer = await house.person('developer')
  await assert.rejects(house.keyward.generateToken(developer, { name: 'x', owner: 'organization' }), {
    code: 'permission_missing',
    details: {
      permission: 'keyward/api-tokens:create',
      detail: 'The developer lacks keyward/api-tokens:create.',
    },
  })
  for (const field of [
    'ownerId',
    'memberId',
    'userId',
    'createdBy',
    'organizationId',
    'ceiling',
    '__proto__x',
  ])
    await assert.rejects(house.keyward.generateToken(developer, { name: 'x', [field]: 'someone' }), {
      code: 'request_invalid',
    })
})

test('full access covers the product, never Keyward’s own management', async (t) => {
  const house = await openHouse(t)
  const admin = await house.person('admin')
  const { token } = await house.keyward.generateToken(admin, {
    name: 'x',
    owner: 'organization',
    access: { kind: 'full_access' },
  })
  assert.equal(token.permissions.length, 5)
  assert.equal(
    token.permissions.some((each) => each.startsWith('keyward/')),
    false,
  )
})

test('a token mints no further than it reaches itself, and what it mints stays under that ceiling', async (t) => {
  const house = await openHouse(t)
  const admin = await house.person('admin')
  const scopes = ['keyward/api-tokens:create', 'notes/notes:find']
  const minter = await house.keyward.generateToken(admin, {
    name: 'minter',
    owner: 'organization',
    access: { kind: 'custom', scopes },
  })
  const actor = await house.keyward.actorOf(minter.plaintext)
  await assert.rejects(house.keyward.generateToken(actor, { name: 'child', access: { kind: 'read_only' } }), {
    code: 'scope_exceeds_rights',
  })
  const child = await house.keyward.generateToken(actor, {
    name: 'child',
    access: { kind: 'custom', scopes: ['notes/notes:find'] },
  })
  assert.deepEqual(child.token.permissions, ['notes/notes:find'])
  assert.equal(child.token.owner.kind, 'organization')
  assert.deepEqual(child.token.createdBy, { kind: 'token', id: minter.token.id, name: 'minter' })
})

test('a token that is revoked while it mints leaves nothing behind that was minted after', async (t) => {
  const house = await openHouse(t)
  const admin = await house.person('admin')
  for (let round = 0; round < 20; round++) {
    const access = {
      kind: 'custom' as const,
      scopes: ['keyward/api-tokens:create', 'keyward/api-tokens:read'],
    }
    const minter = await house.keyward.generateToken(admin, { name: 'minter', owner: 'organization', access })
    const actor = await house.keyward.actorOf(minter.plaintext)
    const child = { name: 'child', access: { kind: 'custom' as const, scopes: ['keyward/api-tokens:read'] } }
    const minting = Promise.allSettled([1, 2, 3].map(() => house.keyward.generateToken(actor, child)))
    await house.keyward.revokeToken(admin, { tokenId: minter.token.id })
    await assert.rejects(house.keyward.generateToken(actor, child), { code: 'token_revoked' })
    for (const outcome of await minting)
      if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'token_revoked')
  }
})

test('a value that has stopped mints nothing more, for whoever was let in by it before', async (t) => {
  const house = await openHouse(t)
  const admin = await house.person('admin')
  const access = { kind: 'custom' as const, scopes: ['keyward/api-tokens:create'] }
  const minter = await house.keyward.generateToken(admin, { name: 'minter', owner: 'organization', access })
  const [actor, tokenId] = [await house.keyward.actorOf(minter.plaintext), minter.token.id]
  const child = { name: 'child', access: { kind: 'custom' as const, scopes: [] } }
  await house.keyward.regenerateToken(admin, { tokenId, graceMs: 60_000 })
  await house.keyward.generateToken(actor, child)
  house.clock.pass(60_000)
  await assert.rejects(house.keyward.generateToken(actor, child), { code: 'token_unknown' })
})

test('a value that stops while its change waits for another process mints nothing', async (t) => {
  const house = await openHouse(t)
  const access = { kind: 'custom' as const, scopes: ['keyward/api-tokens:create'] }
  const minter = await house.keyward.generateToken(house.host, {
    name: 'minter',
    owner: 'organization',
    access,
  })
  const lines = waitingLine()
  const slow = await house.another({ timers: lines.timers })
  const actor = await slow.actorOf(minter.plaintext)
  const other = new DatabaseSync(join(house.dir, 'keyward.db'))
  other.exec('begin immediate')
  lines.hold()
  const child = slow.generateToken(actor, { name: 'child', access: { kind: 'custom', scopes: [] } })
  const refused = assert.rejects(child, { code: 'token_unknown' })
  await lines.waiting()
  other.exec('rollback')
  other.close()
  house.clock.pass(5)
  await house.keyward.regenerateToken(house.host, { tokenId: minter.token.id })
  lines.release()
  await refused
  const { total } = await house.keyward.listTokens(house.host, { limit: 1 })
  assert.equal(total, 1)
})

/** Timers that keep whoever waits for the database's lock waiting. */
function waitingLine() {
  let held: (() => void)[] | undefined
  const came = Promise.withResolvers<void>()
  const timers: Timers = {
    ...realTimers,
    after(delayMs, work) {
      if (!held || delayMs === 0) return realTimers.after(delayMs, work)
      held.push(work)
      came.resolve()
      return () => {}
    },
  }
  return {
    timers,
    hold() {
      held = []
    },
    waiting: () => came.promise,
    release() {
      const works = held ?? []
      held = undefined
      for (const work of works) work()
    },
  }
}

test('a scope that the catalogue does not hold is refused by name; a wildcard is expanded on save', async (t) => {
  const house = await openHouse(t)
  const admin = await house.person('admin')
  const generate = (scopes: string[]) =>
    house.keyward.generateToken(admin, {
      name: 'x',
      owner: 'organization',
      access: { kind: 'custom', scopes },
    })
  await assert.rejects(generate(['notes/notes:explode']), {
    code: 'scope_unknown',
    message: /notes\/notes:explode/,
  })
  const { token } = await generate(['notes/*:find', 'notes/tags:*'])
  assert.deepEqual(token.access, {
    kind: 'custom',
    scopes: ['notes/notes:find', 'notes/tags:create', 'notes/tags:find'],
  })
})

test('a date in the past, today’s instant or past the year 9999 is no duration', async (t) => {
  const house = await openHouse(t)
  const now = new Date(house.clock.now())
  for (const until of [now.toISOString(), '1970-01-01T00:00:00Z', '2025-12-31T23:59:59.999Z'])
    await assert.rejects(
      house.keyward.generateToken(house.host, { name: 'x', owner: 'organization', duration: { until } }),
      { code: 'duration_invalid' },
    )
  for (const duration of [
    { days: 0 },
    { days: -1 },
    { days: 1.5 },
    { days: Number.NaN },
    { until: 'tomorrow' },
    { until: '+012026-01-01T00:00:00Z' },
    'forever',
  ])
    await assert.rejects(
      house.keyward.generateToken(house.host, {
        name: 'x',
        owner: 'organization',
        duration: duration as 'unlimited',
      }),
      { code: 'request_invalid' },
    )
})

test('names of nothing, of 201 characters, or with control, direction and invisible characters are refused', async (t) => {
  const house = await openHouse(t)
  for (const name of [
    '',
    '   ',
    'x'.repeat(201),
    'x'.repeat(10_000),
    'a\u202eb',
    'a\u0000b',
    'a\u200bb',
    '\ufeff',
    'ci\u00ad',
    'ci\u061c',
    'ci\u3164',
    'ci\u{e0041}',
    '\u200d\ufe0f',
    '\u2800',
  ])
    await assert.rejects(
      house.keyward.generateToken(house.host, { name, owner: 'organization' }),
      { code: 'request_invalid' },
      JSON.stringify(name.slice(0, 10)),
    )
  const { token } = await house.keyward.generateToken(house.host, {
    name: '𝒩'.repeat(200),
    owner: 'organization',
  })
  assert.equal([...token.name].length, 200)
})
