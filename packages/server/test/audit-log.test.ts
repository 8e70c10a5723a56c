import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openSetUpServer, type SetUpHouse } from './parts/house.ts'

const HOUR = 3_600_000
const LOG = '/v1/audit-log'
const events = async (house: SetUpHouse, query = '') =>
  (await house.ask('GET', `${LOG}${query}`, { as: house.owner })).body.events
const kinds = async (house: SetUpHouse, query: string) =>
  (await events(house, query)).map((event: { kind: string }) => event.kind)
const verify = async (house: SetUpHouse, body: object = {}) =>
  (await house.ask('POST', `${LOG}/verify`, { as: house.owner, body })).body
const exported = async (house: SetUpHouse, query = '') => {
  const { text, headers } = await house.ask('GET', `${LOG}/export${query}`, { as: house.owner })
  assert.match(String(headers['content-type']), /^application\/jsonl/)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}
const custom = (...scopes: string[]) => ({ access: { kind: 'custom', scopes } })

/** Changes the database as somebody would who may write it. */
function tamper({ dir }: SetUpHouse, ...statements: string[]) {
  const db = new DatabaseSync(join(dir, 'keyward.db'))
  for (const statement of statements) db.exec(statement)
  db.close()
}

test('[B9] an event tells who, through which token, what with before and after, when, and from where', async (t) => {
  const house = await openSetUpServer(t)
  const { id } = await house.generate({ name: 'pipeline', owner: 'organization' })
  const { id: mine, plaintext } = await house.generate({
    name: 'my script',
    owner: 'user',
    ...custom('keyward/api-tokens:*'),
  })
  const edited = await house.ask('PATCH', `/v1/tokens/${id}`, { as: plaintext, body: { name: 'release' } })
  assert.equal(edited.status, 200)

  const [event] = await events(house)
  const [generated] = await events(house, `?tokenId=${id}&kind=token.generated`)
  assert.deepEqual(
    { ...event, at: Date.parse(event.at) > 0 },
    {
      sequence: 5,
      at: true,
      kind: 'token.updated',
      actor: { kind: 'token', id: mine, name: 'my script' },
      onBehalfOf: { id: generated.actor.id, name: 'Ada Berg' },
      subject: { kind: 'token', id, name: 'release' },
      requestId: edited.headers['x-request-id'],
      address: '127.0.0.1',
      facts: { before: { name: 'pipeline' }, after: { name: 'release' } },
      damaged: false,
    },
  )
  assert.deepEqual([generated.actor.kind, generated.onBehalfOf], ['member', null])
})

test('[B9] events are narrowed by token, actor, kind and time, and paged without a gap', async (t) => {
  const house = await openSetUpServer(t)
  const { id } = await house.generate({ name: 'one', owner: 'organization' })
  const { id: mine, plaintext } = await house.generate({
    name: 'mine',
    owner: 'user',
    ...custom('keyward/api-tokens:*'),
  })
  house.pass(HOUR)
  const from = new Date(Date.now() + HOUR - 1000).toISOString()
  await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: plaintext, body: {} })
  await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: plaintext, body: { reason: 'compromised' } })

  assert.deepEqual(await kinds(house, `?tokenId=${id}`), [
    'token.revoked',
    'token.revoked',
    'token.generated',
  ])
  assert.deepEqual(await kinds(house, `?actorId=${mine}`), ['token.revoked', 'token.revoked'])
  assert.deepEqual(await kinds(house, '?kind=token.revoked&kind=installation.set_up'), [
    'token.revoked',
    'token.revoked',
    'installation.set_up',
  ])
  assert.deepEqual(await kinds(house, `?from=${from}`), ['token.revoked', 'token.revoked'])
  assert.equal((await kinds(house, `?to=${from}`)).length, 4)
  const [{ onBehalfOf }] = await events(house)
  assert.equal((await events(house, `?actorId=${onBehalfOf.id}`)).length, 6)

  const seen: number[] = []
  for (let cursor = ''; ; ) {
    const { body } = await house.ask('GET', `${LOG}?limit=2${cursor}`, { as: house.owner })
    seen.push(...body.events.map((event: { sequence: number }) => event.sequence))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  assert.deepEqual(seen, [6, 5, 4, 3, 2, 1])
})

test('[B9] reading, exporting and the installation’s chain each take a right of their own', async (t) => {
  const house = await openSetUpServer(t)
  const holding = async (...scopes: string[]) =>
    (await house.generate({ name: 'auditor', owner: 'organization', ...custom(...scopes) })).plaintext
  const missing = async (path: string, as: string) => {
    const { status, body } = await house.ask('GET', `${LOG}${path}`, { as })
    return status === 200 ? 'allowed' : body.permission
  }
  const reader = await holding('keyward/audit-log:read')
  assert.equal(await missing('', reader), 'allowed')
  assert.equal(await missing('/export', reader), 'keyward/audit-log:export')
  assert.equal(await missing('?chain=installation', reader), 'keyward/installation:read')
  assert.equal(await missing('', await holding('keyward/audit-log:export')), 'keyward/audit-log:read')
  const operator = await holding('keyward/audit-log:*', 'keyward/installation:read')
  assert.equal(await missing('?chain=installation', operator), 'allowed')
  assert.deepEqual(await kinds(house, '?chain=installation'), ['catalogue.changed'])
})

test('[B9] the export is the chain itself: anybody can recompute its hashes, and it ends with the head', async (t) => {
  const house = await openSetUpServer(t)
  for (let n = 0; n < 3; n++) await house.generate({ name: `token ${n}` })
  const lines = await exported(house)
  let before = ''
  for (const { event, hash } of lines.slice(0, -1)) {
    const text = JSON.stringify(event)
    assert.equal(createHash('sha256').update(before).update(text).digest('base64url'), hash)
    before = hash
  }
  const { head } = lines.at(-1)
  assert.deepEqual([head.sequence, head.hash, head.chain], [5, before, house.organizationId])
  const rest = await exported(house, '?after=3')
  assert.deepEqual(rest, lines.slice(3))
  assert.deepEqual(await exported(house, '?chain=installation&after=9').then((all) => all.length), 1)
})

test('[B9] a sound chain is said to be sound; an edit, a deletion and a truncation are located', async (t) => {
  const house = await openSetUpServer(t)
  for (let n = 0; n < 8; n++) await house.generate({ name: `token ${n}` })
  const { head } = (await exported(house)).at(-1)
  assert.deepEqual(await verify(house), { ok: true, events: 10, head })
  const rows = `from audit_event where chain = '${house.organizationId}'`
  tamper(house, `create table kept as select * ${rows}`)
  const located = async (statement: string) => {
    tamper(house, statement)
    const { ok, sequence, fault, says } = await verify(house)
    tamper(house, `delete ${rows}`, 'insert into audit_event select * from kept')
    assert.match(says, /\.$/)
    return [ok, sequence, fault]
  }
  assert.deepEqual(
    await located(`update audit_event set text = replace(text, 'token 2', 'token 9') where sequence = 5`),
    [false, 5, 'edited'],
  )
  assert.deepEqual(await located(`delete ${rows} and sequence = 4`), [false, 4, 'missing'])
  assert.deepEqual(await located(`delete ${rows} and sequence > 7`), [false, 8, 'truncated'])
  assert.equal((await verify(house)).ok, true)
})

test('[B9] an old end put back is found: by the events past it, and by an exported head when these are gone', async (t) => {
  const house = await openSetUpServer(t)
  const old = (await exported(house)).at(-1).head
  for (let n = 0; n < 4; n++) await house.generate({ name: `token ${n}` })
  const { head } = (await exported(house)).at(-1)
  tamper(
    house,
    `update audit_head set sequence = ${old.sequence}, hash = '${old.hash}', mac = '${old.mac}' where chain = '${old.chain}'`,
  )
  const { sequence, fault } = await verify(house)
  assert.deepEqual([sequence, fault], [old.sequence, 'head'])
  tamper(house, `delete from audit_event where chain = '${old.chain}' and sequence > ${old.sequence}`)
  assert.equal((await verify(house)).ok, true)
  const witnessed = await verify(house, { head })
  assert.deepEqual([witnessed.sequence, witnessed.fault], [old.sequence + 1, 'truncated'])
  const foreign = await house.ask('POST', `${LOG}/verify`, {
    as: house.owner,
    body: { head: { ...head, chain: 'installation' } },
  })
  assert.deepEqual([foreign.status, foreign.body.errors[0].path], [400, 'head.chain'])
})

test('a damaged event is shown as damaged, and keeps no other from being read', async (t) => {
  const house = await openSetUpServer(t)
  await house.generate({ name: 'one' })
  tamper(house, `update audit_event set text = 'not JSON' where sequence = 2 and chain like 'org_%'`)
  const all = await events(house)
  assert.deepEqual(
    all.map((event: { sequence: number; damaged: boolean }) => [event.sequence, event.damaged]),
    [
      [3, false],
      [2, true],
      [1, false],
    ],
  )
  assert.deepEqual((await exported(house))[1], { unreadable: 'not JSON', sequence: 2 })
})
