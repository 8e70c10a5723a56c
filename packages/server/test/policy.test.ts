import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { OrganizationId, Policy } from '@keyward/contract'
import type { Actor } from '@keyward/core'
import { openSetUpServer } from './parts/house.ts'

const DAY = 86_400_000

async function open(t: TestContext) {
  const house = await openSetUpServer(t)
  const { ask, owner, keyward } = house
  const host: Actor = {
    kind: 'host',
    organizationId: OrganizationId.parse(house.organizationId),
    name: 'test',
  }
  return {
    ...house,
    async setPolicy(changes: Partial<Policy>) {
      const policy = { ...Policy.parse({}), ...changes }
      const { status, text } = await ask('PATCH', '/v1/settings', { as: owner, body: { policy } })
      assert.equal(status, 200, text)
    },
    post: (path: string, body?: object, as: typeof owner | string = owner) =>
      ask('POST', path, { as, ...(body && { body }) }),
    /** Asked for by somebody else than the owner. */
    requested: (name: string) =>
      keyward.generateToken(host, {
        name,
        owner: 'organization',
        access: { kind: 'read_only' },
        justification: 'Reads notes for the weekly report.',
      }),
    verdictOf: async (as: string) => {
      const { status, body } = await ask('GET', '/v1/verify?need=notes/notes:find', { as })
      return status === 200 ? 'valid' : body.code
    },
  }
}

test('[B12] new tokens keep to the policy: lifetime, access, addresses; what is wrong is told by field', async (t) => {
  const { post, setPolicy } = await open(t)
  await setPolicy({ longestDays: 7, accessKinds: ['read_only', 'custom'], addressesRequired: true })
  const bound = { conditions: { addresses: ['127.0.0.1/32'] } }
  for (const [body, path] of [
    [{ ...bound, duration: { days: 8 } }, 'duration'],
    [{ ...bound, duration: 'unlimited' }, 'duration'],
    [{ ...bound, access: { kind: 'full_access' } }, 'access'],
    [{ ...bound, access: { kind: 'role', role: 'viewer' } }, 'access'],
    [{}, 'conditions.addresses'],
  ] as const) {
    const { status, body: problem } = await post('/v1/tokens', { name: 'x', ...body })
    assert.deepEqual(
      [status, problem.code, problem.errors[0].path],
      [403, 'policy_violated', path],
      JSON.stringify(body),
    )
  }
  const made = await post('/v1/tokens', { name: 'x', ...bound })
  assert.equal(made.status, 201)
  const days = (Date.parse(made.body.token.expiresAt) - Date.parse(made.body.token.createdAt)) / DAY
  assert.equal(days, 7)
})

test('[B12] a lifetime is not stretched by editing: only a new secret starts it anew', async (t) => {
  const { ask, post, owner, generate, setPolicy, pass } = await open(t)
  const { id } = await generate({ name: 'x', duration: { days: 7 } })
  await setPolicy({ longestDays: 10 })
  pass(5 * DAY)
  const longer = await ask('PATCH', `/v1/tokens/${id}`, { as: owner, body: { duration: { days: 6 } } })
  assert.deepEqual([longer.status, longer.body.code], [403, 'policy_violated'])
  const kept = await ask('PATCH', `/v1/tokens/${id}`, { as: owner, body: { duration: { days: 4 } } })
  assert.equal(kept.status, 200)
  const renamed = await ask('PATCH', `/v1/tokens/${id}`, { as: owner, body: { name: 'y' } })
  assert.equal(renamed.status, 200)
  assert.equal(
    (await post(`/v1/tokens/${id}/regenerate`, { duration: { days: 10 } })).body.code,
    'sign_in_stale',
  )
})

test('[B12] tokens that live already follow when told to, after a preview, and only then', async (t) => {
  const { ask, post, owner, generate, setPolicy, verdictOf } = await open(t)
  const long = await generate({ name: 'long', duration: { days: 90 } })
  const full = await generate({ name: 'full', access: { kind: 'full_access' } })
  const fine = await generate({ name: 'fine', duration: { days: 3 } })
  await verdictOf(full.plaintext)
  const policy = { ...Policy.parse({}), longestDays: 30, accessKinds: ['read_only', 'custom'] as const }
  const preview = await post('/v1/settings/preview-policy', { policy })
  assert.equal(preview.status, 200, preview.text)
  const { tokens, shortened, revoked, byRule } = preview.body
  // The verify token of the set-up has no end either.
  assert.deepEqual([tokens, shortened, revoked], [3, 2, 1])
  assert.deepEqual(byRule, [
    { rule: 'longest_lifetime', tokens: 2 },
    { rule: 'access_kind', tokens: 1 },
  ])
  await setPolicy({ longestDays: 30, accessKinds: ['read_only', 'custom'] })
  for (const { plaintext } of [long, full, fine]) assert.equal(await verdictOf(plaintext), 'valid')

  const wrong = await post('/v1/settings/apply-policy', { expected: 2 })
  assert.deepEqual([wrong.status, wrong.body.code], [409, 'selection_changed'])
  const applied = await post('/v1/settings/apply-policy', { expected: 3 })
  assert.deepEqual([applied.status, applied.body.shortened, applied.body.revoked], [200, 2, 1], applied.text)
  assert.equal(await verdictOf(full.plaintext), 'token_revoked')
  assert.equal(await verdictOf(long.plaintext), 'valid')
  const after = (await ask('GET', `/v1/tokens/${long.id}`, { as: owner })).body
  assert.equal((Date.parse(after.expiresAt) - Date.parse(after.createdAt)) / DAY, 30)
  const gone = (await ask('GET', `/v1/tokens/${full.id}`, { as: owner })).body
  assert.equal(gone.revocation.reason, 'policy')
  assert.equal((await post('/v1/settings/preview-policy', {})).body.tokens, 0)
  const undone = await post('/v1/tokens/reinstate', { batchId: applied.body.batchId })
  assert.deepEqual(undone.body.skipped, [{ id: full.id, code: 'policy_violated' }])
})

test('[B12] under approval a new token waits, is refused as pending, and works once another member approves', async (t) => {
  const { ask, post, owner, setPolicy, requested, verdictOf } = await open(t)
  await setPolicy({ approval: 'organization' })
  const silent = await post('/v1/tokens', { name: 'x', owner: 'organization' })
  assert.deepEqual([silent.status, silent.body.errors[0].path], [400, 'justification'])
  const personal = await post('/v1/tokens', { name: 'mine' })
  assert.deepEqual([personal.status, personal.body.token.status], [201, 'active'])

  const { token, plaintext } = await requested('report')
  assert.equal(await verdictOf(plaintext), 'token_pending')
  const waiting = (await ask('GET', '/v1/tokens?status=pending', { as: owner })).body
  assert.deepEqual(
    waiting.tokens.map(({ name, approval }: { name: string; approval: object }) => [name, approval]),
    [['report', { justification: 'Reads notes for the weekly report.', decidedBy: null, decidedAt: null }]],
  )
  const approved = await post(`/v1/tokens/${token.id}/approve`)
  assert.deepEqual([approved.status, approved.body.token.status], [200, 'active'])
  assert.equal(approved.body.token.approval.decidedBy.name, 'Ada Berg')
  assert.equal(await verdictOf(plaintext), 'valid')
  const again = await post(`/v1/tokens/${token.id}/approve`)
  assert.deepEqual([again.status, again.body.code, again.body.state], [409, 'move_not_allowed', 'active'])
})

test('[B12] a denied token is gone for good: asked for anew, not brought back', async (t) => {
  const { post, setPolicy, requested, verdictOf } = await open(t)
  await setPolicy({ approval: 'all' })
  const { token, plaintext } = await requested('report')
  const denied = await post(`/v1/tokens/${token.id}/deny`)
  assert.deepEqual([denied.status, denied.body.token.revocation.reason], [200, 'denied'])
  assert.equal(await verdictOf(plaintext), 'token_revoked')
  const back = await post(`/v1/tokens/${token.id}/reinstate`)
  assert.deepEqual([back.status, back.body.code], [409, 'move_not_allowed'])
})

test('nobody approves what they asked for, nor through a token of theirs', async (t) => {
  const { post, setPolicy, generate } = await open(t)
  const approver = await generate({
    name: 'approver',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:*', 'notes/notes:find'] },
  })
  await setPolicy({ approval: 'all' })
  const { id } = await generate({ name: 'mine', justification: 'because' })
  const through = await post(
    '/v1/tokens',
    {
      name: 'through',
      owner: 'organization',
      access: { kind: 'custom', scopes: ['notes/notes:find'] },
      justification: 'because',
    },
    approver.plaintext,
  )
  assert.equal(through.status, 201, through.text)
  for (const target of [id, through.body.token.id])
    for (const as of [undefined, approver.plaintext]) {
      const refused = await post(`/v1/tokens/${target}/approve`, undefined, as)
      assert.deepEqual([refused.status, refused.body.code], [403, 'approval_own'])
    }
})

test('what was approved is not widened after, and what was revoked waits again', async (t) => {
  const { ask, post, owner, setPolicy, requested, verdictOf } = await open(t)
  await setPolicy({ approval: 'organization' })
  const { token, plaintext } = await requested('report')
  await post(`/v1/tokens/${token.id}/approve`)
  for (const body of [
    { access: { kind: 'full_access' } },
    { access: { kind: 'role', role: 'admin' } },
    { access: { kind: 'custom', scopes: ['notes/notes:*'] } },
    { duration: { days: 60 } },
  ]) {
    const wider = await ask('PATCH', `/v1/tokens/${token.id}`, { as: owner, body })
    assert.deepEqual([wider.status, wider.body.code], [403, 'policy_violated'], JSON.stringify(body))
  }
  const narrower = await ask('PATCH', `/v1/tokens/${token.id}`, {
    as: owner,
    body: { name: 'weekly', duration: { days: 3 } },
  })
  assert.equal(narrower.status, 200)
  await post(`/v1/tokens/${token.id}/revoke`, {})
  const back = await post(`/v1/tokens/${token.id}/reinstate`)
  assert.deepEqual([back.status, back.body.token.status], [200, 'pending'])
  assert.equal(await verdictOf(plaintext), 'token_pending')
})

test('a policy that means nothing is refused by field, and the old one stays', async (t) => {
  const { ask, owner } = await open(t)
  const whole = Policy.parse({})
  for (const [changes, path] of [
    [{ longestDays: 0 }, 'policy.longestDays'],
    [{ longestDays: -1 }, 'policy.longestDays'],
    [{ longestDays: 1e9 }, 'policy.longestDays'],
    [{ accessKinds: [] }, 'policy.accessKinds'],
    [{ accessKinds: ['emperor'] }, 'policy.accessKinds.0'],
    [{ approval: 'sometimes' }, 'policy.approval'],
    [{ more: true }, 'policy.more'],
  ] as const) {
    const body = { policy: { ...whole, ...changes } }
    const { status, body: problem } = await ask('PATCH', '/v1/settings', { as: owner, body })
    assert.deepEqual([status, problem.errors?.[0]?.path], [400, path], JSON.stringify(changes))
  }
  assert.deepEqual((await ask('GET', '/v1/settings', { as: owner })).body.policy, whole)
})
