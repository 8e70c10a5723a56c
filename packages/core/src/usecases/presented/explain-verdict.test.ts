import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import {
  type ConditionsInput,
  type InputOf,
  Permission,
  type RequestVerdict,
  VerdictStep,
} from '@keyward/contract'
import fc from 'fast-check'
import { type House, openHouse } from '../../../test/house.ts'
import { NOTES } from '../../../test/notes-catalogue.ts'

const DAY = 86_400_000
const HERE = '203.0.113.7'
const API = { ...NOTES, hosts: ['api.acme.example'] }

type Request = NonNullable<InputOf<'explainVerdict'>['request']>
const REQUESTS: readonly (Request | undefined)[] = [
  undefined,
  { permission: 'notes/notes:find' },
  { permission: 'notes/notes:delete' },
  { permission: 'notes/gone:read' },
  { method: 'GET', path: '/notes', host: 'api.acme.example' },
  { method: 'DELETE', path: '/notes/42', host: 'api.acme.example' },
  { method: 'GET', path: '/other', host: 'api.acme.example' },
  { method: 'GET', path: '/Notes', host: 'api.acme.example' },
  { method: 'GET', path: '/notes', host: 'other.example' },
]

const FIND = ['notes/notes:find']
const ACCESS: NonNullable<InputOf<'generateToken'>['access']>[] = [
  { kind: 'read_only' },
  { kind: 'full_access' },
  { kind: 'custom', scopes: FIND },
]
const BOUND: ConditionsInput[] = [
  {},
  { addresses: [HERE] },
  { usageCap: 1 },
  { rateLimit: { limit: 1, windowSeconds: 3600 } },
  { addresses: [HERE], usageCap: 1, rateLimit: { limit: 50, windowSeconds: 60 } },
]

/** What happened to a token before it is asked about. */
const FATES = ['used', 'used', 'revoked', 'expired', 'regenerated', 'in grace', 'owner gone'] as const
const anyCase = fc.record({
  fate: fc.constantFrom(...FATES),
  owner: fc.constantFrom('organization' as const, 'user' as const),
  access: fc.constantFrom(...ACCESS),
  bound: fc.constantFrom(...BOUND),
  early: fc.constantFrom(false, false, false, true),
  request: fc.constantFrom(...REQUESTS),
  address: fc.constantFrom(HERE, HERE, '192.0.2.1'),
})
type Case = typeof anyCase extends fc.Arbitrary<infer C> ? C : never

const after = (now: number) => new Date(now + DAY).toISOString()

/** Makes a token, and does to it what its case says. */
async function made(
  { keyward, clock }: House,
  person: Parameters<House['keyward']['generateToken']>[0],
  it: Case,
) {
  const { owner, access, bound, early, fate } = it
  const conditions: ConditionsInput = { ...bound, ...(early && { notBefore: after(clock.now()) }) }
  const { token, plaintext } = await keyward.generateToken(person, { name: 'any', owner, access, conditions })
  if (fate === 'revoked') await keyward.revokeToken(person, { tokenId: token.id })
  if (fate === 'regenerated') await keyward.regenerateToken(person, { tokenId: token.id })
  if (fate === 'in grace') await keyward.regenerateToken(person, { tokenId: token.id, graceMs: 3_600_000 })
  if (fate === 'expired') clock.pass(31 * DAY)
  if (fate === 'owner gone')
    await keyward.members.put({
      organization: 'acme',
      externalId: 'bo',
      role: 'admin',
      name: 'Bo',
      active: false,
    })
  if (fate === 'used') await keyward.verify(plaintext, { address: HERE })
  return plaintext
}

const judged = async (
  { keyward }: House,
  text: string,
  { request, address }: Case,
): Promise<RequestVerdict> =>
  request && 'method' in request
    ? keyward.verifyRequest(text, {
        method: request.method,
        target: request.path,
        host: request.host ?? '',
        address,
      })
    : keyward.verify(text, {
        need: request && 'permission' in request ? Permission.parse(request.permission) : null,
        address,
      })

test('[B17] an explanation says what a verification then says, whatever the token and the request', async (t) => {
  const house = await openHouse(t, [API])
  const bo = () => house.person('admin', 'bo')
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(anyCase, async (it) => {
      const person = await bo()
      const plaintext = await made(house, person, it)
      const { request, address } = it
      const asked = { token: plaintext, address, ...(request && { request }) }
      const { steps, ...told } = await house.keyward.explainVerdict(house.host, asked)
      const verdict = await judged(house, plaintext, it)
      assert.equal(told.allowed, verdict.valid)
      assert.equal(told.code, verdict.valid ? null : verdict.code)
      if (!verdict.valid && verdict.why) assert.equal(told.need?.unmapped, verdict.why)
      seen.add(told.code ?? 'allowed')
      await bo()
    }),
    { numRuns: 150, seed: 17 },
  )
  assert.deepEqual([...seen].sort(), [
    'address_refused',
    'allowed',
    'owner_inactive',
    'permission_missing',
    'rate_limited',
    'route_unmapped',
    'token_expired',
    'token_not_yet_valid',
    'token_revoked',
    'token_unknown',
    'usage_exhausted',
  ])
})

test('[B17] steps stand in the order in which a verification takes them: whatever is mended leads to a later one', async (t) => {
  const house = await openHouse(t, [API])
  const { keyward, host, clock } = house
  const person = await house.person('admin', 'bo')
  const limits = { rateLimit: { limit: 1, windowSeconds: 86_400 }, usageCap: 1 }
  const addresses = ['198.51.100.1']
  const first = await keyward.generateToken(person, {
    name: 'everything wrong',
    access: { kind: 'custom', scopes: FIND },
    conditions: { notBefore: after(clock.now()), addresses, ...limits },
  })
  const tokenId = first.token.id
  const { plaintext: token } = await keyward.regenerateToken(person, { tokenId })
  const bo = (active: boolean) =>
    keyward.members.put({ organization: 'acme', externalId: 'bo', role: 'admin', name: 'Bo', active })
  const failing: string[] = []
  const look = async (input: Partial<InputOf<'explainVerdict'>> = {}) => {
    const asked = { token, request: { permission: 'notes/notes:delete' }, address: HERE }
    const { steps } = await keyward.explainVerdict(host, { ...asked, ...input })
    const at = steps.findIndex(({ outcome }) => outcome === 'failed')
    assert.deepEqual(
      steps.map(({ step }) => step),
      VerdictStep.options,
    )
    assert.ok(steps.slice(0, at).every(({ outcome }) => outcome === 'passed'))
    assert.ok(steps.slice(at + 1).every(({ outcome }) => outcome === 'not_reached'))
    failing.push(steps[at]?.step ?? 'none')
  }
  await keyward.revokeToken(person, { tokenId })
  await bo(false)
  await look({ token: `${token}x` })
  await look({ token: first.plaintext })
  await look()
  await bo(true)
  await keyward.reinstateToken(person, { tokenId })
  await bo(false)
  await look()
  clock.pass(DAY)
  await look()
  await bo(true)
  await look()
  const allowed = { request: { permission: 'notes/notes:find' }, address: addresses[0] }
  await look({ ...allowed, request: { permission: 'notes/notes:delete' } })
  await keyward.verify(token, { address: addresses[0] })
  await look(allowed)
  await keyward.updateToken(person, { tokenId, conditions: { ...limits, rateLimit: null } })
  await look(allowed)
  assert.deepEqual(
    failing,
    VerdictStep.options.filter((step) => step !== 'installation' && step !== 'expiry'),
  )
})

test('[B17] explaining is no use: nothing is spent, counted, remembered as a refusal or written', async (t) => {
  const house = await openHouse(t, [API])
  const { keyward, host } = house
  const { token, plaintext } = await keyward.generateToken(host, {
    name: 'untouched',
    owner: 'organization',
    conditions: { rateLimit: { limit: 2, windowSeconds: 60 }, usageCap: 2 },
  })
  const asked = { request: { permission: 'notes/notes:delete' as const } }
  for (let n = 0; n < 5; n++) {
    await keyward.explainVerdict(host, { token: plaintext, ...asked })
    await keyward.explainVerdict(host, { tokenId: token.id })
  }
  await keyward.flush()
  const { events } = await keyward.listAuditEvents(host, {})
  const usage = await keyward.getTokenUsage(host, { tokenId: token.id })
  assert.deepEqual([usage.refusals, usage.callers], [[], []])
  assert.equal((await keyward.getToken(host, { tokenId: token.id })).lastUse, null)
  assert.equal((await keyward.explainVerdict(host, { tokenId: token.id })).token?.usesLeft, 2)
  assert.equal((await keyward.listAuditEvents(host, {})).events.length, events.length)
  assert.ok((await keyward.verify(plaintext)).valid)
  const { rateLimit, token: after } = await keyward.explainVerdict(host, { tokenId: token.id })
  assert.deepEqual([rateLimit?.remaining, after?.usesLeft], [1, 1])
})

test('[B17] by its id, the text is not asked about; without request or address, what hangs on them is left open', async (t) => {
  const house = await openHouse(t, [API])
  const { keyward, host } = house
  const { token } = await keyward.generateToken(host, {
    name: 'bound',
    owner: 'organization',
    conditions: { addresses: ['198.51.100.1'] },
  })
  const { steps, allowed, text } = await keyward.explainVerdict(host, { tokenId: token.id })
  const open = steps.filter(({ outcome }) => outcome === 'not_asked').map(({ step }) => step)
  assert.deepEqual([allowed, text, open], [true, null, ['text', 'secret', 'address', 'permission']])
})

test('[B17] it tells which value of its token a text is', async (t) => {
  const house = await openHouse(t, [API])
  const { keyward, host, clock } = house
  const first = await keyward.generateToken(host, { name: 'ci', owner: 'organization' })
  const other = await keyward.generateToken(host, { name: 'other', owner: 'organization' })
  const tokenId = first.token.id
  const second = await keyward.regenerateToken(host, { tokenId, graceMs: 3_600_000 })
  const told = async (token: string | null) => {
    const { text, code } = await keyward.explainVerdict(host, { token: token ?? '' })
    return [text?.value, code]
  }
  assert.deepEqual(await told(second.plaintext), ['current', null])
  assert.deepEqual(await told(first.plaintext), ['old', null])
  clock.pass(3_600_000)
  assert.deepEqual(await told(first.plaintext), ['stopped', 'token_unknown'])
  await keyward.deleteToken(host, { tokenId: other.token.id, revoke: true })
  assert.deepEqual(await told(other.plaintext), [null, 'token_unknown'])
})

test('[B17] a deleted token is told by name, when and by whom, by its text and by its id', async (t) => {
  const house = await openHouse(t, [API])
  const { keyward, host, clock } = house
  const bo = await house.person('admin', 'bo')
  const { token, plaintext } = await keyward.generateToken(bo, { name: 'of Bo', owner: 'organization' })
  clock.pass(DAY)
  await keyward.deleteToken(bo, { tokenId: token.id, revoke: true })
  const at = new Date(clock.now()).toISOString()
  clock.pass(DAY)
  for (const asked of [{ token: plaintext }, { tokenId: token.id }]) {
    const { code, steps, deleted, token: now } = await keyward.explainVerdict(host, asked)
    assert.deepEqual([code, now, deleted?.name, deleted?.at], ['token_unknown', null, 'of Bo', at])
    assert.deepEqual(deleted?.by?.kind, 'member')
    assert.equal(steps.find(({ outcome }) => outcome === 'failed')?.step, 'secret')
  }
})

test('[B17] a restored database that nobody has released refuses every text, and a malformed one before that', async (t) => {
  const { keyward, host, dir } = await openHouse(t, [API])
  const { plaintext } = await keyward.generateToken(host, { name: 'ci', owner: 'organization' })
  const database = new DatabaseSync(join(dir, 'keyward.db'))
  database.exec("insert into installation_fact (name, value) values ('quarantined_at', '1')")
  database.close()
  const codeOf = async (token: string) => (await keyward.explainVerdict(host, { token })).code
  assert.equal(await codeOf(plaintext), 'database_quarantined')
  assert.equal(await codeOf('nothing'), 'token_malformed')
})

test('[B17] a prefix that new tokens no longer have is told, and is no fault', async (t) => {
  const house = await openHouse(t, [API])
  const { plaintext } = await house.keyward.generateToken(house.host, { name: 'old', owner: 'organization' })
  const renamed = await house.another({ prefix: 'acme', retiredPrefixes: ['kw'] })
  const { allowed, text } = await renamed.explainVerdict(house.host, { token: plaintext })
  assert.deepEqual([allowed, text?.fault, text?.retiredPrefix], [true, null, true])
})

test('[B17] it tells what keeps a permission from a token: the catalogue, its access, its maker or its owner', async (t) => {
  const house = await openHouse(t, [API])
  const { keyward, host } = house
  const person = await house.person('admin', 'bo')
  const { token } = await keyward.generateToken(person, { name: 'mine', access: { kind: 'full_access' } })
  const by = async (permission: 'notes/notes:delete' | 'notes/gone:read' | 'keyward/members:read') =>
    (await keyward.explainVerdict(host, { tokenId: token.id, request: { permission } })).need?.withheldBy
  assert.deepEqual(await by('notes/notes:delete'), [])
  assert.deepEqual(await by('notes/gone:read'), ['catalogue'])
  assert.deepEqual(await by('keyward/members:read'), ['access'])
  await keyward.members.put({ organization: 'acme', externalId: 'bo', role: 'viewer', name: 'Bo' })
  assert.deepEqual(await by('notes/notes:delete'), ['owner'])
  const { withheld, token: now } = await keyward.explainVerdict(host, { tokenId: token.id })
  assert.ok(
    withheld.some(({ permission, by }) => permission === 'notes/notes:delete' && by.join() === 'owner'),
  )
  assert.deepEqual(now?.permissions, ['notes/notes:find', 'notes/tags:find'])
})
