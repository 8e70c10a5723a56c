import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Permission } from '@keyward/contract'
import { type House, openHouse } from '../../test/house.ts'
import { createKeyward } from '../create-core.ts'
import type { InvalidationFeed, Store } from '../ports.ts'
import { realTimers } from '../real-world.ts'
import { openSqliteStore } from '../storage/sqlite/open.ts'

const FIND = 'notes/notes:find' as Permission
const CREATE = 'notes/notes:create' as Permission

const code = (verdict: { valid: boolean; code?: string } | undefined) =>
  verdict === undefined ? 'needs I/O' : verdict.valid ? 'valid' : verdict.code

async function generate(
  { keyward, host }: House,
  access: { kind: 'read_only' } | { kind: 'full_access' } = { kind: 'read_only' },
) {
  return keyward.generateToken(host, { name: 'ci', owner: 'organization', access })
}

/** The same files opened with a gate in front of one call of the feed. */
async function openGated(
  t: TestContext,
  house: House,
  gate: (feed: InvalidationFeed) => Partial<InvalidationFeed>,
) {
  const store = await openSqliteStore({
    path: join(house.dir, 'keyward.db'),
    clock: house.clock,
    timers: realTimers,
  })
  const feed = { ...bound(store.feed), ...gate(store.feed) }
  const gated: Store = {
    reads: store.reads,
    heavy: store.heavy,
    transact: store.transact.bind(store),
    feed,
    close: () => store.close(),
  }
  const keyward = await createKeyward({
    database: gated,
    keys: join(house.dir, 'keys.json'),
    catalogue: [],
    clock: house.clock,
  })
  t.after(() => keyward.close().then(() => store.close()))
  return keyward
}

const bound = (feed: InvalidationFeed): InvalidationFeed => ({
  leaseMs: feed.leaseMs,
  register: feed.register.bind(feed),
  heartbeat: feed.heartbeat.bind(feed),
  unregister: feed.unregister.bind(feed),
  renewNow: feed.renewNow.bind(feed),
  renew: feed.renew.bind(feed),
  fill: feed.fill.bind(feed),
})

test('a token is judged without I/O once it has been filled', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await generate(house)
  assert.equal(house.keyward.verifyNow(plaintext, { need: FIND }), undefined)
  assert.equal(code(await house.keyward.verify(plaintext, { need: FIND })), 'valid')
  assert.equal(code(house.keyward.verifyNow(plaintext, { need: FIND })), 'valid')
  assert.equal(code(house.keyward.verifyNow(plaintext, { need: CREATE })), 'permission_missing')
})

test('a malformed token is refused in the same tick, without I/O', async (t) => {
  const { keyward } = await openHouse(t)
  for (const text of ['', ' ', 'null', 'kw_', 'Bearer x', 'kw_0000000000000000_', 'x'.repeat(100_000), '\0'])
    assert.equal(code(keyward.verifyNow(text)), 'token_malformed', JSON.stringify(text.slice(0, 30)))
})

test('[A8] in one process, a token whose revoke has returned is refused by the very next call', async (t) => {
  const house = await openHouse(t)
  for (let round = 0; round < 50; round++) {
    const { plaintext, token } = await generate(house)
    await house.keyward.verify(plaintext)
    const { receipt } = await house.keyward.revokeToken(house.host, { tokenId: token.id })
    assert.equal(
      code(house.keyward.verifyNow(plaintext) ?? (await house.keyward.verify(plaintext))),
      'token_revoked',
    )
    assert.equal(receipt.expired.length, 0)
  }
})

test('with two verifiers on one database, a revoke that has returned on one is in force on the other', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  for (let round = 0; round < 100; round++) {
    const { plaintext, token } = await generate(house)
    assert.equal(code(await other.verify(plaintext, { need: FIND })), 'valid')
    assert.equal(code(await house.keyward.verify(plaintext, { need: FIND })), 'valid')
    const { receipt } = await house.keyward.revokeToken(house.host, { tokenId: token.id })
    assert.equal(code(other.verifyNow(plaintext) ?? (await other.verify(plaintext))), 'token_revoked')
    assert.equal(receipt.expired.length, 1)
  }
})

test('two verifiers that share one open store wait for each other too', async (t) => {
  const house = await openHouse(t)
  const store = await openSqliteStore({
    path: join(house.dir, 'keyward.db'),
    clock: house.clock,
    timers: realTimers,
  })
  t.after(() => store.close())
  const [one, two] = [await house.another({ database: store }), await house.another({ database: store })]
  for (let round = 0; round < 100; round++) {
    const { plaintext, token } = await one.generateToken(house.host, { name: 'ci', owner: 'organization' })
    assert.equal(code(await two.verify(plaintext)), 'valid')
    await one.revokeToken(house.host, { tokenId: token.id })
    assert.equal(code(two.verifyNow(plaintext) ?? (await two.verify(plaintext))), 'token_revoked')
  }
})

test('a second revoke is a conflict, and answers only once the first is in force everywhere', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { plaintext, token } = await generate(house)
  await other.verify(plaintext)
  const first = house.keyward.revokeToken(house.host, { tokenId: token.id })
  await assert.rejects(house.keyward.revokeToken(house.host, { tokenId: token.id }), {
    code: 'move_not_allowed',
  })
  assert.equal(code(other.verifyNow(plaintext) ?? (await other.verify(plaintext))), 'token_revoked')
  await first
})

test('a second delete says that the token is gone only once it is refused everywhere', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { plaintext, token } = await generate(house)
  await other.verify(plaintext)
  const remove = () => house.keyward.deleteToken(house.host, { tokenId: token.id, revoke: true })
  const first = remove()
  await assert.rejects(remove(), { code: 'token_not_found' })
  assert.equal(code(other.verifyNow(plaintext) ?? (await other.verify(plaintext))), 'token_unknown')
  await first
})

test('a fill that was read before a revoke and arrives after it does not bring the token back', async (t) => {
  const house = await openHouse(t)
  let openGate: () => void = () => {}
  const gate = new Promise<void>((resolve) => {
    openGate = resolve
  })
  let read: () => void = () => {}
  const hasRead = new Promise<void>((resolve) => {
    read = resolve
  })
  const slow = await openGated(t, house, (feed) => ({
    async fill(id) {
      const answer = await feed.fill(id)
      read()
      await gate
      return answer
    },
  }))
  const { plaintext, token } = await generate(house)
  const judged = slow.verify(plaintext)
  await hasRead
  await house.keyward.revokeToken(house.host, { tokenId: token.id })
  openGate()
  assert.equal(code(await judged), 'token_revoked')
  assert.equal(code(slow.verifyNow(plaintext)), 'token_revoked')
})

test('a verifier whose lease cannot be renewed answers nothing from memory', async (t) => {
  const house = await openHouse(t)
  let down = false
  const failing = await openGated(t, house, (feed) => ({
    renewNow: (id, applied) => (down ? undefined : feed.renewNow(id, applied)),
    async renew(id, applied) {
      if (down) throw new Error('unreachable')
      return feed.renew(id, applied)
    },
  }))
  const { plaintext } = await generate(house)
  assert.equal(code(await failing.verify(plaintext)), 'valid')
  down = true
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(code(failing.verifyNow(plaintext)), 'needs I/O')
  assert.equal(code(await failing.verify(plaintext)), 'verifier_not_ready')
  down = false
  assert.equal(code(await failing.verify(plaintext)), 'valid')
})

test('a verifier that is held up for longer than its lease while it renews answers from what it has just read', async (t) => {
  const house = await openHouse(t)
  let heldUp = false
  const holdUp = () => {
    const until = performance.now() + (heldUp ? 3 : 0)
    while (performance.now() < until);
  }
  const slow = await openGated(t, house, (feed) => ({
    renewNow(id, applied) {
      const renewal = feed.renewNow(id, applied)
      holdUp()
      return renewal
    },
    async renew(id, applied) {
      const renewal = await feed.renew(id, applied)
      holdUp()
      return renewal
    },
  }))
  const { plaintext, token } = await generate(house)
  assert.equal(code(await slow.verify(plaintext)), 'valid')
  heldUp = true
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(code(slow.verifyNow(plaintext)), 'valid')
  assert.equal(await slow.ready(), true)
  await house.keyward.revokeToken(house.host, { tokenId: token.id })
  assert.equal(code(slow.verifyNow(plaintext) ?? (await slow.verify(plaintext))), 'token_revoked')
})

test('a verifier that was forgotten by the database drops what it holds and registers again', async (t) => {
  const house = await openHouse(t)
  let forget = false
  const forgotten = await openGated(t, house, (feed) => ({
    renewNow(id, applied) {
      if (!forget) return feed.renewNow(id, applied)
      forget = false
      return { registered: false }
    },
  }))
  const { plaintext } = await generate(house)
  assert.equal(code(await forgotten.verify(plaintext)), 'valid')
  await new Promise((resolve) => setTimeout(resolve, 5))
  forget = true
  assert.equal(code(forgotten.verifyNow(plaintext)), 'needs I/O')
  assert.equal(code(await forgotten.verify(plaintext)), 'valid')
})

test('a token that is not known is asked for each time: unknown is never cached', async (t) => {
  const house = await openHouse(t)
  let fills = 0
  const counting = await openGated(t, house, (feed) => ({
    fill(id) {
      fills += 1
      return feed.fill(id)
    },
  }))
  const { plaintext, token } = await generate(house)
  await house.keyward.deleteToken(house.host, { tokenId: token.id, revoke: true })
  for (let round = 0; round < 3; round++)
    assert.equal(code(await counting.verify(plaintext)), 'token_unknown')
  assert.equal(fills, 3)
})

test('an edit that narrows is in force when it returns, on both verifiers', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { plaintext, token } = await generate(house, { kind: 'full_access' })
  assert.equal(code(await other.verify(plaintext, { need: CREATE })), 'valid')
  await house.keyward.updateToken(house.host, { tokenId: token.id, access: { kind: 'read_only' } })
  assert.equal(
    code(other.verifyNow(plaintext, { need: CREATE }) ?? (await other.verify(plaintext, { need: CREATE }))),
    'permission_missing',
  )
  assert.equal(code(await other.verify(plaintext, { need: FIND })), 'valid')
})

test('a token expires at its expiry instant, from memory too', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await house.keyward.generateToken(house.host, {
    name: 'short',
    owner: 'organization',
    duration: { days: 1 },
  })
  assert.equal(code(await house.keyward.verify(plaintext)), 'valid')
  house.clock.pass(24 * 3_600_000 - 1)
  assert.equal(code(await house.keyward.verify(plaintext)), 'valid')
  house.clock.pass(1)
  assert.equal(
    code(house.keyward.verifyNow(plaintext) ?? (await house.keyward.verify(plaintext))),
    'token_expired',
  )
})

test('a personal token stops with its owner and works again with them', async (t) => {
  const house = await openHouse(t)
  const ada = await house.person('developer', 'ada')
  const { plaintext } = await house.keyward.generateToken(ada, { name: 'mine' })
  const put = (active: boolean) =>
    house.keyward.members.put({
      organization: 'acme',
      externalId: 'ada',
      role: 'developer',
      name: 'The ada',
      active,
    })
  assert.equal(code(await house.keyward.verify(plaintext)), 'valid')
  await put(false)
  assert.equal(
    code(house.keyward.verifyNow(plaintext) ?? (await house.keyward.verify(plaintext))),
    'owner_inactive',
  )
  await put(true)
  assert.equal(code(await house.keyward.verify(plaintext)), 'valid')
})

test('the two values of a token live side by side through a grace period, and no longer', async (t) => {
  const house = await openHouse(t)
  const first = await generate(house)
  const second = await house.keyward.regenerateToken(house.host, {
    tokenId: first.token.id,
    graceMs: 3_600_000,
  })
  assert.equal(code(await house.keyward.verify(first.plaintext)), 'valid')
  assert.equal(code(await house.keyward.verify(second.plaintext)), 'valid')
  house.clock.pass(3_600_000)
  assert.equal(code(await house.keyward.verify(first.plaintext)), 'token_unknown')
  assert.equal(code(await house.keyward.verify(second.plaintext)), 'valid')
})

test('a third value inside a grace closes the oldest', async (t) => {
  const house = await openHouse(t)
  const first = await generate(house)
  const regenerate = () =>
    house.keyward.regenerateToken(house.host, { tokenId: first.token.id, graceMs: 3_600_000 })
  const second = await regenerate()
  const third = await regenerate()
  const codes = await Promise.all(
    [first, second, third].map(async ({ plaintext }) => code(await house.keyward.verify(plaintext))),
  )
  assert.deepEqual(codes, ['token_unknown', 'valid', 'valid'])
})

test('two tokens judged alternately never get each other’s verdict', async (t) => {
  const house = await openHouse(t)
  const reader = await generate(house)
  const writer = await generate(house, { kind: 'full_access' })
  await house.keyward.verify(reader.plaintext)
  await house.keyward.verify(writer.plaintext)
  for (let round = 0; round < 20_000; round++) {
    const [minted, expected] = round % 2 === 0 ? [reader, 'permission_missing'] : [writer, 'valid']
    const verdict =
      house.keyward.verifyNow(minted.plaintext, { need: CREATE }) ??
      (await house.keyward.verify(minted.plaintext, { need: CREATE }))
    assert.equal(code(verdict), expected)
    assert.equal(verdict.caller?.tokenId, minted.token.id)
  }
})
