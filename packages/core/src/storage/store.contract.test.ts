import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ACME,
  batchId,
  ENGINES,
  externalId,
  HOST,
  member,
  memberId,
  NOW,
  organization,
  organizationId,
  permission,
  roleId,
  secret,
  seed,
  token,
  tokenId,
} from '../../test/stores.ts'
import { refusal, usageOf } from '../../test/usage.ts'
import type { AuditEvent, AuditHead } from '../audit/event.ts'
import { DEFAULT_SETTINGS, type MemberRecord } from '../people/record.ts'
import { builtInRole } from '../permission/roles.ts'
import type { Reads, Stale } from '../ports.ts'
import type { TokenRecord, Tombstone } from '../token/record.ts'

const ALL = {
  now: NOW,
  visible: [{ reach: 'organization' }, { reach: 'members', exceptMemberId: null }],
} as const
const stale = (n: number): Stale => ({ kind: 'token', key: tokenId(n) })

const KINDS: TokenRecord[] = [
  token(tokenId(1)),
  token(tokenId(2), {
    name: 'Über-Token "%_\' \u{1f511}',
    description: 'two\nlines',
    owner: { kind: 'user', memberId: memberId(1) },
    createdBy: { kind: 'member', id: memberId(1), name: 'Ann' },
    access: { kind: 'custom', scopes: [permission('notes/notes:find'), permission('keyward/tokens:verify')] },
    ceiling: { product: [permission('notes/notes:find')], management: 'all' },
    conditions: {
      notBefore: NOW + 1,
      addresses: ['203.0.113.0/24', '2001:db8::1'],
      rateLimit: { limit: 1_000_000_000, windowSeconds: 86_400 },
      usageCap: { limit: 1_000_000_000_000, since: 6 },
    },
    expiresAt: NOW + 5,
    revision: 7,
    parentId: tokenId(1),
  }),
  token(tokenId(3), {
    access: { kind: 'role', role: roleId('developer') },
    ceiling: { product: 'read', management: [] },
    status: 'revoked',
    revocation: { at: NOW + 1, by: HOST, reason: 'compromised', batchId: batchId(1) },
  }),
  token(tokenId(4), {
    access: { kind: 'full_access' },
    status: 'revoked',
    revocation: { at: 0, by: { kind: 'system', id: null, name: '' }, reason: 'policy', batchId: null },
  }),
]

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: every record comes back as it went in`, async (t) => {
    const { store } = await open(t)
    const acme = organization({
      externalId: externalId('acme'),
      home: true,
      settings: { ...DEFAULT_SETTINGS, contact: 'a@example.com' },
    })
    const ann = member(1, {
      userId: 'u1',
      externalId: externalId('ann'),
      email: 'ann@example.com',
      active: false,
    })
    await seed(store, { members: [ann], tokens: KINDS }, acme)
    for (const record of KINDS) {
      const facts = {
        token: record,
        secrets: [secret(record.id)],
        organization: acme,
        owner: record.owner.kind === 'user' ? ann : null,
        roles: {
          access: record.access.kind === 'role' ? builtInRole(record.access.role)?.rule : undefined,
          owner: record.owner.kind === 'user' ? builtInRole(ann.role)?.rule : undefined,
        },
      }
      assert.deepEqual(await store.reads.tokens.factsOf(record.id), facts)
      assert.deepEqual(await store.reads.tokens.find(ACME, record.id), {
        ...facts,
        use: null,
        usesMade: 0,
        window: { start: 0, ms: 0, uses: 0 },
      })
    }
    assert.deepEqual(await store.reads.organizations.get(ACME), acme)
    assert.deepEqual(await store.reads.organizations.home(), acme)
    assert.deepEqual(await store.reads.organizations.byExternalId(externalId('acme')), acme)
    assert.deepEqual(await store.reads.members.get(ACME, ann.id), ann)
    assert.deepEqual(await store.reads.members.byUser(ACME, 'u1'), ann)
    assert.deepEqual(await store.reads.members.byExternalId(ACME, externalId('ann')), ann)
    assert.deepEqual(await store.reads.members.ofUser('u1', 'active'), [])
    assert.deepEqual(await store.reads.members.ofUser('u1', 'all'), [ann])
    await seed(store, { members: [{ ...ann, active: true }] }, acme)
    assert.deepEqual(await store.reads.members.ofUser('u1', 'active'), [{ ...ann, active: true }])
  })

  test(`${engine}: somebody is an active member since their last gap, over all organisations together`, async (t) => {
    const { store, clock } = await open(t)
    const rival = organizationId(2)
    const here = member(1, { userId: 'u1' })
    const there = member(2, { userId: 'u1', organizationId: rival })
    const since = () => store.reads.members.activeSince('u1')
    const put = async (record: MemberRecord, active: boolean) => {
      clock.pass(1)
      await store.transact(({ members }) => members.put({ ...record, active }))
      return clock.now()
    }
    await seed(store, {}, organization({ id: rival }))
    await seed(store)
    assert.equal(await since(), undefined)
    const began = await put(here, true)
    await put(here, true)
    await put(there, true)
    await put(here, false)
    await put(here, true)
    await put(there, false)
    assert.equal(await since(), began)
    await put(here, false)
    assert.equal(await since(), undefined)
    assert.equal(await put(there, true), await since())
    assert.equal(await store.reads.members.activeSince('u2'), undefined)
  })

  test(`${engine}: an update writes the whole row, its search words and its secrets`, async (t) => {
    const { store } = await open(t)
    const [first, second, third] = KINDS
    assert.ok(first && second && third)
    await seed(store, { members: [member(1)], tokens: [first] })
    const changed = { ...second, id: first.id, name: 'renamed' }
    const secrets = [secret(first.id, { version: 2 }), secret(first.id, { notAfter: NOW + 9 })]
    await store.transact(async (writes) => {
      assert.deepEqual((await writes.tokens.lock(ACME, first.id))?.token, first)
      await writes.tokens.update(changed)
      await writes.tokens.putSecrets(first.id, secrets)
    })
    const found = await store.reads.tokens.find(ACME, first.id)
    assert.deepEqual(found?.token, changed)
    assert.deepEqual(found?.secrets, secrets)
    assert.equal(await store.reads.tokens.count(ACME, { ...ALL, search: 'Token' }), 0)
    assert.equal(await store.reads.tokens.count(ACME, { ...ALL, search: 'rena' }), 1)
  })

  test(`${engine}: one organisation's reads never meet another's rows`, async (t) => {
    const { store } = await open(t)
    const other = organizationId(2)
    const ann = member(1, { userId: 'u1', externalId: externalId('ann') })
    await seed(store, { members: [ann], tokens: KINDS })
    await seed(store, {}, organization({ id: other }))
    const gone: Tombstone = { ...KINDS[0], id: tokenId(9), deletedAt: NOW } as Tombstone
    await store.transact(async (writes) => {
      await writes.tokens.erase(gone)
      await writes.usage.add([
        usageOf(tokenId(1), {
          refusals: [refusal(1)],
          permissions: [{ permission: permission('notes/notes:find'), count: 1, lastAt: NOW }],
          versions: [{ version: 1, hour: NOW, count: 1, lastAt: NOW }],
        }),
      ])
      await writes.tokens.putShrink({
        tokenId: tokenId(1),
        access: { kind: 'full_access' },
        ceiling: null,
        at: NOW,
        by: HOST,
      })
    })
    const ids = KINDS.map((record) => record.id)
    const see = async ({ tokens, members, usage }: Reads, of: typeof ACME) => [
      await tokens.find(of, tokenId(1)),
      await tokens.findMany(of, ids),
      await tokens.page(of, { ...ALL, sort: 'default', limit: 9, after: null }),
      await tokens.page(of, { ...ALL, sort: 'lastUsedAt', limit: 9, after: null }),
      await tokens.count(of, { ...ALL, ids }),
      await tokens.count(of, { ...ALL, search: 'token' }),
      await tokens.count(of, { now: NOW, visible: [{ reach: 'mine', memberId: ann.id }] }),
      await tokens.ids(of, ALL, null, 9),
      await tokens.ids(of, { ...ALL, batch: batchId(1) }, null, 9),
      await tokens.tombstone(of, tokenId(9)),
      await tokens.shrink(of, tokenId(1)),
      await members.get(of, ann.id),
      await members.byUser(of, 'u1'),
      await members.byExternalId(of, externalId('ann')),
      (await usage.traffic(of, ids, 0)).calls,
      (await usage.traffic(of, ids, 0)).callers,
      (await usage.consequence(of, { ...ALL, ids }, 0)).calls,
      (await usage.consequence(of, { ...ALL, ids }, 0)).callers,
      await tokens.count(of, { ...ALL, mark: { kind: 'unused' } }),
      await tokens.count(of, { ...ALL, mark: { kind: 'refused', since: NOW } }),
      await usage.hours(of, tokenId(1), 0),
      await usage.hours(of, null, 0),
      await usage.days(of, tokenId(1), 0),
      await usage.permissions(of, tokenId(1)),
      await usage.callers(of, tokenId(1)),
      await usage.versions(of, tokenId(1)),
      await usage.refusals(of, tokenId(1)),
    ]
    const isEmpty = (seen: unknown) =>
      seen === undefined || seen === 0 || (Array.isArray(seen) && seen.length === 0)
    assert.deepEqual((await see(store.reads, other)).map(isEmpty), Array(27).fill(true))
    assert.deepEqual((await see(store.reads, ACME)).map(isEmpty), Array(27).fill(false))
    const locked = await store.transact((writes) => writes.tokens.lock(other, tokenId(1)))
    assert.equal(locked.value, undefined)
  })

  test(`${engine}: a transaction that throws leaves nothing, not even a gap`, async (t) => {
    const { store } = await open(t)
    await seed(store)
    const failed = store.transact(async (writes) => {
      await writes.tokens.insert(token(tokenId(1)), secret(tokenId(1)))
      await writes.installation.put('setup_code_hash', 'x')
      await writes.invalidate([stale(1)], 'narrowing')
      throw new RangeError('stop')
    })
    await assert.rejects(failed, RangeError)
    assert.equal(await store.reads.tokens.factsOf(tokenId(1)), undefined)
    assert.equal(await store.reads.installation.get('setup_code_hash'), undefined)
    const { invalidations } = await store.transact((writes) => writes.invalidate([stale(1)], 'widening'))
    assert.deepEqual(invalidations, [{ ...stale(1), sequence: 1 }])
  })

  test(`${engine}: reads outside neither see an open transaction nor wait for it`, async (t) => {
    const { store } = await open(t)
    await seed(store)
    await store.transact(async (writes) => {
      await writes.tokens.insert(token(tokenId(1)), secret(tokenId(1)))
      assert.equal(await store.reads.tokens.count(ACME, ALL), 0)
      assert.equal(await writes.tokens.count(ACME, ALL), 1)
    })
    assert.equal(await store.reads.tokens.count(ACME, ALL), 1)
  })

  test(`${engine}: erasing leaves the tombstone and nothing else`, async (t) => {
    const { store } = await open(t)
    const record = token(tokenId(1), { name: 'deploy' })
    const { name, owner, access, createdAt } = record
    const tombstone: Tombstone = {
      id: record.id,
      organizationId: ACME,
      name,
      owner,
      access,
      createdAt,
      deletedAt: NOW,
    }
    await seed(store, { tokens: [record] })
    await store.transact((writes) => writes.usage.add([usageOf(record.id, { refusals: [refusal(1)] })]))
    await store.transact((writes) => writes.tokens.erase(tombstone))
    assert.equal(await store.reads.tokens.factsOf(record.id), undefined)
    assert.equal(await store.reads.tokens.count(ACME, { ...ALL, search: 'deploy' }), 0)
    assert.deepEqual(await store.reads.usage.refusals(ACME, record.id), [])
    assert.deepEqual(await store.reads.tokens.tombstone(ACME, record.id), tombstone)
  })

  test(`${engine}: a batch's tokens are found in slices, in id order`, async (t) => {
    const { store } = await open(t)
    const revocation = { at: NOW, by: HOST, reason: 'policy', batchId: batchId(7) } as const
    const tokens = [3, 1, 2].map((n) => token(tokenId(n), { status: 'revoked', revocation }))
    await seed(store, { tokens: [...tokens, token(tokenId(4))] })
    const first = await store.reads.tokens.ids(ACME, { ...ALL, batch: batchId(7) }, null, 2)
    assert.deepEqual(first, [tokenId(1), tokenId(2)])
    assert.deepEqual(await store.reads.tokens.ids(ACME, { ...ALL, batch: batchId(7) }, tokenId(2), 2), [
      tokenId(3),
    ])
  })

  test(`${engine}: an audit chain is read in order, and its head is the last one written`, async (t) => {
    const { store } = await open(t)
    const events = [1, 2, 3].map(
      (sequence): AuditEvent => ({
        chain: ACME,
        sequence,
        at: NOW,
        kind: 'token.generated',
        actorId: null,
        onBehalfId: null,
        subjectId: tokenId(1),
        text: '{}',
        hash: `h${sequence}`,
        mac: 'm',
        keyVersion: 1,
      }),
    )
    const head = (sequence: number): AuditHead => ({
      chain: ACME,
      sequence,
      hash: `h${sequence}`,
      mac: 'm',
      keyVersion: 1,
    })
    await store.transact((writes) => writes.audit.append(events.slice(0, 1), head(1)))
    await store.transact((writes) => writes.audit.append(events.slice(1), head(3)))
    assert.deepEqual(await store.reads.audit.head(ACME), head(3))
    assert.equal(await store.reads.audit.head('installation'), undefined)
    assert.deepEqual(await store.reads.audit.events(ACME, 0, 2), events.slice(0, 2))
    assert.deepEqual(await store.reads.audit.events(ACME, 2, 2), events.slice(2))
  })

  test(`${engine}: the installation's facts are kept`, async (t) => {
    const { store } = await open(t)
    await store.transact(async (writes) => {
      await writes.installation.put('setup_attempts', '1')
      await writes.installation.put('setup_attempts', '2')
    })
    assert.equal(await store.reads.installation.get('setup_attempts'), '2')
    await store.transact((writes) => writes.installation.remove('setup_attempts'))
    assert.equal(await store.reads.installation.get('setup_attempts'), undefined)
  })
}
