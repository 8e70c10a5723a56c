import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ConditionsInput } from '@keyward/contract'
import { type House, openHouse } from '../../../../test/house.ts'
import type { VerifyFacts } from '../../../ports.ts'
import { realTimers } from '../../../real-world.ts'
import { openSqliteStore } from '../../../storage/sqlite/open.ts'

const HOUR = 3_600_000
const at = (ms: number) => new Date(ms).toISOString()

const generate = ({ keyward, host }: House, conditions: ConditionsInput, more: object = {}) =>
  keyward.generateToken(host, { name: 'ci', owner: 'organization', conditions, ...more })

const outcome = async ({ keyward }: Pick<House, 'keyward'>, text: string, facts: VerifyFacts = {}) => {
  const verdict = keyward.verifyNow(text, facts) ?? (await keyward.verify(text, facts))
  return verdict.valid ? 'valid' : verdict.code
}

/** The facts of the events of one kind, oldest first. */
async function auditOf({ dir, clock, host }: House, kind: string) {
  const store = await openSqliteStore({ path: join(dir, 'keyward.db'), clock, timers: realTimers })
  const events = await store.reads.audit.events(host.organizationId, 0, 100)
  await store.close()
  return events.filter((event) => event.kind === kind).map(({ text }) => JSON.parse(text).facts)
}

test('[B11] a token is refused before its first instant, and works from it on', async (t) => {
  const house = await openHouse(t)
  const { plaintext, token } = await generate(house, { notBefore: at(house.clock.now() + HOUR) })
  assert.equal(token.conditions.notBefore, at(house.clock.now() + HOUR))
  assert.equal(await outcome(house, plaintext), 'token_not_yet_valid')
  house.clock.pass(HOUR - 1)
  assert.equal(await outcome(house, plaintext), 'token_not_yet_valid')
  house.clock.pass(1)
  assert.equal(await outcome(house, plaintext), 'valid')
})

test('[B11] a first instant lies before the expiry, whichever of the two is changed', async (t) => {
  const house = await openHouse(t)
  const { keyward, host, clock } = house
  const late = at(clock.now() + 30 * 24 * HOUR)
  const refused = {
    code: 'request_invalid',
    details: { fields: [{ path: 'conditions.notBefore' }] },
  }
  const faultOf = (work: Promise<unknown>) =>
    work.then(
      () => assert.fail('was let through'),
      (error) => ({
        code: error.code,
        details: { fields: [{ path: error.details.fields[0].path }] },
      }),
    )
  assert.deepEqual(await faultOf(generate(house, { notBefore: late })), refused)
  await generate(house, { notBefore: late }, { duration: 'unlimited' })
  const { token } = await generate(house, { notBefore: at(clock.now() + 2 * 24 * HOUR) })
  const shorter = { tokenId: token.id, duration: { days: 1 } }
  assert.deepEqual(await faultOf(keyward.updateToken(host, shorter)), refused)
  assert.deepEqual(await faultOf(keyward.regenerateToken(host, shorter)), refused)
  assert.deepEqual(
    await faultOf(keyward.updateToken(host, { tokenId: token.id, conditions: { notBefore: late } })),
    refused,
  )
  const longer = { tokenId: token.id, duration: { days: 60 }, conditions: { notBefore: late } }
  assert.equal((await keyward.updateToken(host, longer)).token.conditions.notBefore, late)
})

test('[B11] a token works only from its addresses; a call from nowhere known is refused', async (t) => {
  const house = await openHouse(t)
  const { plaintext, token } = await generate(house, { addresses: ['203.0.113.0/24', '::ffff:198.51.100.7'] })
  assert.deepEqual(token.conditions.addresses, ['203.0.113.0/24', '198.51.100.7'])
  for (const address of ['203.0.113.9', '::ffff:203.0.113.9', '198.51.100.7'])
    assert.equal(await outcome(house, plaintext, { address }), 'valid', address)
  for (const address of ['203.0.114.9', '2001:db8::1', 'unknown', '', null, undefined])
    assert.equal(await outcome(house, plaintext, { address }), 'address_refused', String(address))
})

test('[B11] the order of refusals is: not yet valid, owner, address, permission', async (t) => {
  const house = await openHouse(t)
  const ada = await house.person('developer', 'ada')
  const { plaintext } = await house.keyward.generateToken(ada, {
    name: 'mine',
    conditions: { notBefore: at(house.clock.now() + HOUR), addresses: ['203.0.113.7'] },
  })
  const put = (active: boolean) =>
    house.keyward.members.put({
      organization: 'acme',
      externalId: 'ada',
      role: 'developer',
      name: 'A',
      active,
    })
  const elsewhere = { need: 'notes/notes:create', address: '192.0.2.1' } as const
  await put(false)
  assert.equal(await outcome(house, plaintext, elsewhere), 'token_not_yet_valid')
  house.clock.pass(HOUR)
  assert.equal(await outcome(house, plaintext, elsewhere), 'owner_inactive')
  await put(true)
  assert.equal(await outcome(house, plaintext, elsewhere), 'address_refused')
  assert.equal(
    await outcome(house, plaintext, { ...elsewhere, address: '203.0.113.7' }),
    'permission_missing',
  )
})

test('[B11] an edit sets, keeps and takes away conditions, each by itself, and the audit tells it', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const { token } = await generate(house, {
    addresses: ['203.0.113.7'],
    rateLimit: { limit: 5, windowSeconds: 60 },
    usageCap: 9,
  })
  assert.equal(token.usesLeft, 9)
  const edit = async (conditions: ConditionsInput) =>
    (await keyward.updateToken(host, { tokenId: token.id, conditions })).token.conditions
  assert.deepEqual(await edit({ addresses: ['10.0.0.0/8', '10.0.0.0/8'], usageCap: null }), {
    notBefore: null,
    addresses: ['10.0.0.0/8'],
    rateLimit: { limit: 5, windowSeconds: 60 },
    usageCap: null,
  })
  const { conditions } = (await keyward.updateToken(host, { tokenId: token.id, name: 'renamed' })).token
  assert.deepEqual(conditions.addresses, ['10.0.0.0/8'])
  const none = { notBefore: null, addresses: null, rateLimit: null, usageCap: null }
  assert.deepEqual(await edit({ addresses: null, rateLimit: null }), none)
  const told = await auditOf(house, 'token.updated')
  assert.deepEqual(told.at(-1), {
    before: {
      conditions: { ...none, addresses: ['10.0.0.0/8'], rateLimit: { limit: 5, windowSeconds: 60 } },
    },
    after: { conditions: none },
  })
})

test('[B11] a condition that is added is in force everywhere when the edit returns; one that is taken away need not wait', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { plaintext, token } = await generate(house, {})
  const edit = (conditions: ConditionsInput) =>
    house.keyward.updateToken(house.host, { tokenId: token.id, conditions })
  for (let round = 0; round < 50; round++) {
    assert.equal(await outcome({ keyward: other }, plaintext, { address: '192.0.2.1' }), 'valid')
    assert.equal((await edit({ addresses: ['203.0.113.7'] })).receipt?.expired.length, 1)
    assert.equal(await outcome({ keyward: other }, plaintext, { address: '192.0.2.1' }), 'address_refused')
    assert.equal((await edit({ addresses: null })).receipt, null)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
})

test('[B11] a token that acts in Keyward is held to its conditions, also when they change after it was let in', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const { plaintext, token } = await generate(
    house,
    { addresses: ['203.0.113.7'] },
    { access: { kind: 'custom', scopes: ['keyward/api-tokens:*'] } },
  )
  const from = (address: string | null) => keyward.actorOf(plaintext, { requestId: null, address })
  await assert.rejects(from('192.0.2.1'), { code: 'address_refused', message: /192\.0\.2\.1/ })
  await assert.rejects(from(null), { code: 'address_refused', message: /not known/ })
  const actor = await from('203.0.113.7')
  const mint = () =>
    keyward.generateToken(actor, {
      name: 'x',
      access: { kind: 'custom', scopes: ['keyward/api-tokens:read'] },
    })
  await mint()
  await keyward.updateToken(host, { tokenId: token.id, conditions: { addresses: ['203.0.113.8'] } })
  await assert.rejects(mint(), { code: 'address_refused' })
  await assert.rejects(keyward.listTokens(actor, {}), { code: 'address_refused' })
  const conditions = { addresses: null, notBefore: at(house.clock.now() + HOUR) }
  await keyward.updateToken(host, { tokenId: token.id, conditions })
  await assert.rejects(mint(), { code: 'token_not_yet_valid' })
})
