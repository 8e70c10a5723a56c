import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ConditionsInput } from '@keyward/contract'
import { type House, openHouse } from '../../../test/house.ts'
import { runApart } from '../../../test/stores.ts'
import type { Keyward } from '../../keyward.ts'
import type { VerifyFacts } from '../../ports.ts'

const HOUR = 3_600_000

const generate = ({ keyward, host }: House, conditions: ConditionsInput) =>
  keyward.generateToken(host, { name: 'ci', owner: 'organization', conditions })

const outcome = async (keyward: Keyward, text: string, facts: VerifyFacts = {}) => {
  const verdict = keyward.verifyNow(text, facts) ?? (await keyward.verify(text, facts))
  return verdict.valid ? 'valid' : verdict.code
}
const tally = (codes: readonly string[]) => {
  const groups = Object.entries(Object.groupBy(codes, (code) => code))
  return Object.fromEntries(groups.map(([code, group]) => [code, group?.length]))
}
const many = (count: number, ask: (n: number) => Promise<string>) =>
  Promise.all(Array.from({ length: count }, (_, n) => ask(n))).then(tally)

test('[B11] a cap of 100 under 2,000 concurrent verifications lets through exactly 100', async (t) => {
  const house = await openHouse(t)
  for (let round = 0; round < 5; round++) {
    const { plaintext } = await generate(house, { usageCap: 100 })
    const told = await many(2000, () => outcome(house.keyward, plaintext))
    assert.deepEqual(told, { valid: 100, usage_exhausted: 1900 })
  }
})

test('[B11] with two verifiers on one database, the same cap lets through exactly 100 over both', async (t) => {
  const house = await openHouse(t)
  const both = [house.keyward, await house.another()] as const
  for (let round = 0; round < 5; round++) {
    const { plaintext } = await generate(house, { usageCap: 100 })
    const told = await many(2000, (n) => outcome(both[n % 2 === 0 ? 0 : 1], plaintext))
    assert.deepEqual(told, { valid: 100, usage_exhausted: 1900 })
  }
})

test('[B11] one after the other on two verifiers, a cap and a rate limit let through exactly as many', async (t) => {
  const house = await openHouse(t)
  const both = [house.keyward, await house.another()] as const
  const capped = await generate(house, { usageCap: 300 })
  const limited = await generate(house, { rateLimit: { limit: 300, windowSeconds: 86_400 } })
  const told = { capped: [] as string[], limited: [] as string[] }
  for (let call = 0; call < 700; call++) {
    told.capped.push(await outcome(both[call % 2 === 0 ? 0 : 1], capped.plaintext))
    told.limited.push(await outcome(both[call % 3 === 0 ? 0 : 1], limited.plaintext))
  }
  assert.deepEqual(tally(told.capped), { valid: 300, usage_exhausted: 400 })
  assert.deepEqual(tally(told.limited), { valid: 300, rate_limited: 400 })
})

test('[B11] two processes that verify at once never let through more than the cap, nor fewer', async (t) => {
  const house = await openHouse(t)
  const { plaintext, token } = await generate(house, { usageCap: 500 })
  await house.keyward.flush()
  const code = `
    import { createKeyward } from 'core/index.ts'
    const keyward = await createKeyward({ database: '${join(house.dir, 'keyward.db')}', keys: '${join(house.dir, 'keys.json')}', clock: { now: () => ${house.clock.now()}, mono: () => performance.now() } })
    let valid = 0
    for (let call = 0; call < 50; call++)
      for (const verdict of await Promise.all(Array.from({ length: 20 }, () => keyward.verify('${plaintext}'))))
        valid += verdict.valid ? 1 : 0
    await keyward.close()
    console.log(valid)`
  const counts = (await Promise.all([runApart(code), runApart(code), runApart(code)])).map(Number)
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    500,
    counts.join(' + '),
  )
  assert.equal((await house.keyward.getToken(house.host, { tokenId: token.id })).usesLeft, 0)
})

test('[B11] a process that dies loses what it had reserved, and nobody lets through more', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await generate(house, { usageCap: 200 })
  const code = `
    import { createKeyward } from 'core/index.ts'
    const keyward = await createKeyward({ database: '${join(house.dir, 'keyward.db')}', keys: '${join(house.dir, 'keys.json')}', clock: { now: () => ${house.clock.now()}, mono: () => performance.now() } })
    let valid = 0
    for (let call = 0; call < 50; call++) valid += (await keyward.verify('${plaintext}')).valid ? 1 : 0
    process.stdout.write(String(valid))
    process.kill(process.pid, 'SIGKILL')`
  assert.equal(await runApart(code), '50')
  const told = await many(300, () => outcome(house.keyward, plaintext))
  const left = told.valid ?? 0
  assert.ok(left <= 150 && left >= 150 - 25, `${left} of 150`)
})

test('[B11] a rate limit refuses until the next window, and tells how long that is', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await generate(house, { rateLimit: { limit: 3, windowSeconds: 60 } })
  house.clock.pass(15_000)
  const ask = async () => house.keyward.verifyNow(plaintext) ?? (await house.keyward.verify(plaintext))
  const standing = { limit: 3, windowSeconds: 60, resetSeconds: 45 }
  for (const remaining of [2, 1, 0]) {
    const verdict = await ask()
    assert.deepEqual([verdict.valid, verdict.rateLimit], [true, { ...standing, remaining }])
  }
  const refused = await ask()
  assert.deepEqual(
    [refused.valid || refused.code, refused.rateLimit],
    ['rate_limited', { ...standing, remaining: 0 }],
  )
  house.clock.pass(44_999)
  assert.equal(await outcome(house.keyward, plaintext), 'rate_limited')
  house.clock.pass(1)
  assert.deepEqual(await many(5, () => outcome(house.keyward, plaintext)), { valid: 3, rate_limited: 2 })
})

test('[B11] a refused call spends nothing, whatever it is refused for', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await generate(house, {
    addresses: ['203.0.113.7'],
    usageCap: 2,
    rateLimit: { limit: 9, windowSeconds: 86_400 },
  })
  const rival = await house.keyward.organizations.put({ externalId: 'rival', name: 'Rival' })
  const address = '203.0.113.7'
  for (let round = 0; round < 20; round++) {
    assert.equal(await outcome(house.keyward, plaintext, {}), 'address_refused')
    assert.equal(
      await outcome(house.keyward, plaintext, { address, need: 'notes/notes:create' }),
      'permission_missing',
    )
    assert.equal(await outcome(house.keyward, plaintext, { address, within: rival.id }), 'token_unknown')
  }
  assert.deepEqual(await many(4, () => outcome(house.keyward, plaintext, { address })), {
    valid: 2,
    usage_exhausted: 2,
  })
  const verdict = await house.keyward.verify(plaintext, { address })
  assert.equal(verdict.rateLimit?.remaining, 7)
})

test('[B11] a cap counts on over regenerating, revoking and re-approving, a restart, and a change of the cap', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const first = await generate(house, { usageCap: 10 })
  const tokenId = first.token.id
  for (let call = 1; call <= 4; call++) {
    assert.equal(await outcome(keyward, first.plaintext), 'valid')
    assert.equal((await keyward.getToken(host, { tokenId })).usesLeft, 10 - call)
  }
  const { plaintext } = await keyward.regenerateToken(host, { tokenId })
  assert.equal(await outcome(keyward, plaintext), 'valid')
  await keyward.revokeToken(host, { tokenId })
  await keyward.reinstateToken(host, { tokenId })
  assert.equal(await outcome(keyward, plaintext), 'valid')
  await keyward.close()
  const again = await house.another()
  assert.equal((await again.getToken(host, { tokenId })).usesLeft, 4)
  assert.equal((await again.updateToken(host, { tokenId, conditions: { usageCap: 8 } })).token.usesLeft, 2)
  assert.deepEqual(await many(5, () => outcome(again, plaintext)), { valid: 2, usage_exhausted: 3 })
  await again.updateToken(host, { tokenId, conditions: { usageCap: 5 } })
  assert.deepEqual(await many(3, () => outcome(again, plaintext)), { usage_exhausted: 3 })
  await again.updateToken(host, { tokenId, conditions: { usageCap: 9 } })
  assert.deepEqual(await many(3, () => outcome(again, plaintext)), { valid: 1, usage_exhausted: 2 })
  await again.updateToken(host, { tokenId, conditions: { usageCap: null } })
  assert.deepEqual(await many(50, () => outcome(again, plaintext)), { valid: 50 })
  const { token } = await again.updateToken(host, { tokenId, conditions: { usageCap: 3 } })
  assert.equal(token.usesLeft, 3)
  assert.deepEqual(await many(5, () => outcome(again, plaintext)), { valid: 3, usage_exhausted: 2 })
})

test('[B11] a lowered cap is in force when the edit returns, whatever another process had reserved', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  for (let round = 0; round < 20; round++) {
    const { plaintext, token } = await generate(house, { usageCap: 1000 })
    for (let call = 0; call < 40; call++) await outcome(other, plaintext)
    const edit = { tokenId: token.id, conditions: { usageCap: 45 } }
    await house.keyward.updateToken(house.host, edit)
    const { valid = 0 } = await many(100, () => outcome(other, plaintext))
    assert.ok(valid <= 5, `${valid} more`)
  }
})

test('[B11] calls that a process reserved and did not use are given back, and others may make them', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { plaintext } = await generate(house, { usageCap: 100 })
  for (let call = 0; call < 20; call++) await outcome(house.keyward, plaintext)
  await house.keyward.close()
  assert.deepEqual(await many(100, () => outcome(other, plaintext)), { valid: 80, usage_exhausted: 20 })
})

test('[B11] a token that acts in Keyward spends by each call, and is refused with when to come again', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await house.keyward.generateToken(house.host, {
    name: 'manager',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:read'] },
    conditions: { rateLimit: { limit: 2, windowSeconds: 3600 } },
  })
  for (let call = 0; call < 2; call++) {
    const actor = await house.keyward.actorOf(plaintext)
    await house.keyward.listTokens(actor, {})
  }
  await assert.rejects(house.keyward.actorOf(plaintext), (error: { code: string; details: object }) => {
    assert.equal(error.code, 'rate_limited')
    assert.deepEqual(error.details, {
      token: { id: plaintext.slice(3, 19), name: 'manager' },
      organizationId: house.host.organizationId,
      rateLimit: { limit: 2, windowSeconds: 3600, remaining: 0, resetSeconds: HOUR / 1000 },
      retryAfterSeconds: HOUR / 1000,
    })
    return true
  })
})

test('[B11] both values of a token in its grace period share its limits', async (t) => {
  const house = await openHouse(t)
  const first = await generate(house, { usageCap: 10 })
  const { plaintext } = await house.keyward.regenerateToken(house.host, {
    tokenId: first.token.id,
    graceMs: HOUR,
  })
  const told = await many(20, (n) => outcome(house.keyward, n % 2 === 0 ? plaintext : first.plaintext))
  assert.deepEqual(told, { valid: 10, usage_exhausted: 10 })
})
