import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccessKind, ShownStatus, TokenSort } from '@keyward/contract'
import fc from 'fast-check'
import {
  ACME,
  ENGINES,
  HOST,
  member,
  memberId,
  NOW,
  roleId,
  seed,
  token,
  tokenId,
} from '../../../test/stores.ts'
import { refusal, usageOf } from '../../../test/usage.ts'
import { shownStatus } from '../../lifecycle/shown-status.ts'
import type {
  Mark,
  Store,
  StoredToken,
  TokenCursor,
  TokenPageQuery,
  TokenWhere,
  VisibleReach,
} from '../../ports.ts'
import type { TokenRecord } from '../../token/record.ts'

type Sort = TokenPageQuery['sort']
const SORTS: Sort[] = ['default', ...TokenSort.options]
const EVERYTHING: VisibleReach[] = [{ reach: 'organization' }, { reach: 'members', exceptMemberId: null }]
const ALL: TokenWhere = { now: NOW, visible: EVERYTHING }
const MEMBERS = [member(1), member(2, { active: false })]

type Drawn = {
  name: string
  owner: number
  status: number
  expires: number | null
  created: number
  used: number
  access: number
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  name: fc.constantFrom('deploy', 'Deploy', 'déploy staging', 'CI 7', 'zeta_%', ''),
  owner: fc.nat(2),
  status: fc.nat(2),
  expires: fc.option(fc.integer({ min: -2, max: 2 })),
  created: fc.nat(3),
  used: fc.nat(3),
  access: fc.nat(2),
})

function recordOf({ name, owner, status, expires, created, access }: Drawn, n: number): TokenRecord {
  const revoked = status === 2
  const kinds = [
    { kind: 'read_only' },
    { kind: 'full_access' },
    { kind: 'role', role: roleId('admin') },
  ] as const
  return token(tokenId(n), {
    name,
    owner: owner === 0 ? { kind: 'organization' } : { kind: 'user', memberId: memberId(owner) },
    status: revoked ? 'revoked' : status === 1 ? 'pending' : 'active',
    revocation: revoked ? { at: NOW, by: HOST, reason: 'policy', batchId: null } : null,
    access: kinds[access] ?? kinds[0],
    expiresAt: expires === null ? null : NOW + expires,
    createdAt: NOW + created,
  })
}

const shown = ({ token: { status, expiresAt }, owner }: StoredToken) =>
  shownStatus({ status, expiresAt, ownerActive: owner?.active ?? true }, NOW)

/** The last row's place, as a caller writes it into a cursor. */
function cursorOf(sort: Sort, row: StoredToken): TokenCursor {
  const { id, name, createdAt, expiresAt } = row.token
  const keys = { name, createdAt, expiresAt, lastUsedAt: row.use?.lastUsedAt ?? null }
  const field = sort.replace('-', '')
  if (sort === 'default') return { group: isLive(row) ? 0 : 1, key: createdAt, id }
  return { group: 0, key: Object.entries(keys).find(([key]) => key === field)?.[1] ?? null, id }
}
const isLive = (row: StoredToken) => ['active', 'pending', 'stopped'].includes(shown(row))

async function allPages(
  store: Store,
  where: TokenWhere,
  sort: Sort,
  limit: number,
  between = async () => {},
) {
  const rows: StoredToken[] = []
  for (let after: TokenCursor | null = null; ; ) {
    const page = await store.reads.tokens.page(ACME, { ...where, sort, limit, after })
    assert.ok(page.length <= limit)
    rows.push(...page)
    const last = page.at(-1)
    if (page.length < limit || !last) return rows
    after = cursorOf(sort, last)
    await between()
  }
}

/** Whether two neighbours stand as the sort says. */
function isInOrder(sort: Sort, a: StoredToken, b: StoredToken): boolean {
  if (sort === 'default')
    return isLive(a) === isLive(b) ? a.token.createdAt >= b.token.createdAt : isLive(a) && !isLive(b)
  if (sort.startsWith('-')) return isInOrder(sort.slice(1) as Sort, b, a)
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  if (sort === 'name') return plain(a.token.name) <= plain(b.token.name)
  if (sort === 'createdAt') return a.token.createdAt <= b.token.createdAt
  if (sort === 'expiresAt')
    return (a.token.expiresAt ?? Number.POSITIVE_INFINITY) <= (b.token.expiresAt ?? Number.POSITIVE_INFINITY)
  return (a.use?.lastUsedAt ?? 0) <= (b.use?.lastUsedAt ?? 0)
}

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: over all pages no token is lost or doubled, whatever the sort and filter`, async (t) => {
    const options = { numRuns: 12 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.option(fc.subarray(ShownStatus.options), { nil: undefined }),
        fc.option(fc.subarray(AccessKind.options), { nil: undefined }),
        async (draws, limit, statuses, access) => {
          const { store } = await open(t)
          await seed(store, { members: MEMBERS, tokens: draws.map(recordOf) })
          await store.transact((writes) =>
            writes.usage.add(
              draws.flatMap(({ used }, n) =>
                used === 0
                  ? []
                  : [usageOf(tokenId(n), { use: { lastUsedAt: NOW + used, address: null, agent: null } })],
              ),
            ),
          )
          const everything = await store.reads.tokens.findMany(
            ACME,
            draws.map((_, n) => tokenId(n)),
          )
          const wanted = everything
            .filter((row) => !statuses || statuses.includes(shown(row)))
            .filter((row) => !access || access.includes(row.token.access.kind))
          const where = { ...ALL, statuses, access }
          assert.equal(await store.reads.tokens.count(ACME, where), wanted.length)
          for (const sort of SORTS) {
            const rows = await allPages(store, where, sort, limit)
            assert.deepEqual(
              rows.map((row) => row.token.id).sort(),
              wanted.map((row) => row.token.id).sort(),
              sort,
            )
            for (const [at, row] of rows.entries()) {
              const next = rows[at + 1]
              assert.ok(!next || isInOrder(sort, row, next), `${sort} at ${at}`)
            }
          }
          await store.close()
        },
      ),
      options,
    )
  })

  test(`${engine}: a mark finds live tokens that end before an instant or were never used, and any that was refused since one`, async (t) => {
    const { store } = await open(t)
    const at = (n: number, expiresAt: number | null, status: 'active' | 'revoked' = 'active') =>
      token(tokenId(n), { expiresAt, status })
    await seed(store, {
      tokens: [at(1, NOW), at(2, NOW + 9), at(3, NOW + 10), at(4, null), at(5, NOW + 9, 'revoked')],
    })
    await store.transact((writes) =>
      writes.usage.add([
        usageOf(tokenId(3), { use: null, refusals: [{ ...refusal(0), at: NOW - 5 }] }),
        usageOf(tokenId(4), { refusals: [refusal(-8), refusal(-7)] }),
        usageOf(tokenId(5), { refusals: [refusal(-5), refusal(-20)] }),
      ]),
    )
    const marked = async (mark: Mark) => {
      const where = { ...ALL, mark }
      const ids = await store.heavy.tokens.ids(ACME, where, null, 9)
      assert.equal(await store.heavy.tokens.count(ACME, where), ids.length)
      for (const sort of SORTS) {
        const rows = await allPages(store, where, sort, 1)
        assert.deepEqual(rows.map((row) => row.token.id).sort(), ids, sort)
      }
      return ids.map(Number)
    }
    assert.deepEqual(await marked({ kind: 'ending', before: NOW + 10 }), [2])
    assert.deepEqual(await marked({ kind: 'unused' }), [2, 3])
    assert.deepEqual(await marked({ kind: 'refused', since: NOW - 5 }), [3, 5])
  })

  test(`${engine}: pages stay in step while tokens are generated between them`, async (t) => {
    const { store } = await open(t)
    const ids = Array.from({ length: 20 }, (_, n) => n * 2)
    await seed(store, {
      tokens: ids.map((n) => token(tokenId(n), { createdAt: NOW + n, expiresAt: NOW + 1 + n })),
    })
    for (const sort of SORTS) {
      let n = SORTS.indexOf(sort) * 1000 + 101
      const rows = await allPages(store, ALL, sort, 3, async () => {
        n += 2
        await seed(store, {
          tokens: [token(tokenId(n), { createdAt: NOW + (n % 40), expiresAt: NOW + 1 + (n % 40) })],
        })
      })
      const seen = rows.map((row) => row.token.id)
      assert.equal(new Set(seen).size, seen.length, `${sort} doubled a token`)
      assert.ok(
        ids.every((id) => seen.includes(tokenId(id))),
        `${sort} lost a token`,
      )
    }
  })

  test(`${engine}: each reach shows its own tokens, and no reach shows none`, async (t) => {
    const { store } = await open(t)
    const tokens = [0, 1, 2].map((owner) =>
      recordOf({ name: 'a', owner, status: 0, expires: null, created: 0, used: 0, access: 0 }, owner),
    )
    await seed(store, { members: MEMBERS, tokens })
    const ids = (...visible: VisibleReach[]) => store.reads.tokens.ids(ACME, { now: NOW, visible }, null, 9)
    assert.deepEqual(await ids(), [])
    assert.deepEqual(await ids({ reach: 'organization' }), [tokenId(0)])
    assert.deepEqual(await ids({ reach: 'mine', memberId: memberId(1) }), [tokenId(1)])
    assert.deepEqual(await ids({ reach: 'members', exceptMemberId: memberId(1) }), [tokenId(2)])
    assert.deepEqual(await ids({ reach: 'members', exceptMemberId: null }), [tokenId(1), tokenId(2)])
    const mine = { reach: 'mine', memberId: memberId(1) } as const
    assert.deepEqual(await ids(mine, { reach: 'organization' }), [tokenId(0), tokenId(1)])
    const others = { reach: 'members', exceptMemberId: memberId(1) } as const
    assert.deepEqual(await ids(mine, others), [tokenId(1), tokenId(2)])
    assert.equal((await ids(mine, others, { reach: 'organization' })).length, 3)
  })

  for (const many of [0, 1500])
    test(`${engine}: a search finds starts of ids and of words of names, among ${many + 6} tokens`, async (t) => {
      const { store } = await open(t)
      const names = ['Deploy staging', 'deployment-Ü', '100%_done', 'straße', 'ﬁle 日本語', 'plain']
      const rest = Array.from({ length: many }, (_, n) =>
        token(tokenId(`z${n}`), { name: `deploy staging ${n}` }),
      )
      await seed(store, { tokens: [...names.map((name, n) => token(tokenId(`Ab${n}`), { name })), ...rest] })
      const find = async (search: string, where = ALL) => {
        const chosen = { ...where, search }
        const rows = await store.reads.tokens.page(ACME, {
          ...chosen,
          sort: 'name',
          limit: 5000,
          after: null,
        })
        const ids = await store.reads.tokens.ids(ACME, chosen, null, 5000)
        assert.equal(await store.reads.tokens.count(ACME, chosen), rows.length)
        assert.deepEqual(ids, rows.map((row) => row.token.id).sort())
        return rows
          .map((row) => row.token.name)
          .filter((name) => names.includes(name))
          .sort()
      }
      assert.deepEqual(await find('dep'), ['Deploy staging', 'deployment-Ü'])
      assert.deepEqual(await find('STAG dep'), ['Deploy staging'])
      assert.deepEqual(await find('dep ü'), ['deployment-Ü'])
      assert.deepEqual(await find('u'), [])
      assert.deepEqual(await find('eploy'), [])
      assert.deepEqual(await find('日'), ['ﬁle 日本語'])
      assert.deepEqual(await find('file'), ['ﬁle 日本語'])
      assert.deepEqual(await find('100%'), ['100%_done'])
      assert.deepEqual(await find('%'), [])
      assert.deepEqual(await find('_'), [])
      assert.deepEqual((await find('  ')).length, names.length)
      assert.deepEqual(await find('00000000000000'), [])
      assert.deepEqual(await find('0000000000000Ab1'), ['deployment-Ü'])
      assert.deepEqual(await find('0000000000000aB1'), [])
      assert.deepEqual(await find('dep', { ...ALL, access: ['custom'] }), [])
    })
}
