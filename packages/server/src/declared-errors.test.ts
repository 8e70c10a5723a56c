import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { type OperationName, OrganizationId, operations, Policy } from '@keyward/contract'
import { realTimers } from '@keyward/core'
import { ORIGIN, OWNER, openServer, openSetUpServer, type SetUpHouse } from '../test/house.ts'
import type { Provoked } from '../test/provoked.ts'
import { PROVOKED_ON_ACCOUNTS, startSignIn } from '../test/provoked-on-accounts.ts'
import { PROVOKED_ON_CATALOGUE } from '../test/provoked-on-catalogue.ts'
import { PROVOKED_ON_PEOPLE } from '../test/provoked-on-people.ts'
import { PROVOKED_ON_ROLES } from '../test/provoked-on-roles.ts'
import { PROVOKED_ON_WEBHOOKS } from '../test/provoked-on-webhooks.ts'
import { reusingKey } from '../test/reusing-key.ts'
import { posterTo } from '../test/webhook-receiver.ts'
import { createSmtpOutlet } from './mail/smtp-outlet.ts'
import { parseSmtpUrl } from './mail/smtp-url.ts'

const MINUTE = 60_000
const NOBODY = '0000000000000000'

const stale = (method: 'POST', path: string) => async (house: SetUpHouse) => {
  const { id } = await house.generate({ name: 'stale', owner: 'organization' })
  house.pass(16 * MINUTE)
  return house.ask(method, path.replace('{tokenId}', id), { as: house.owner, body: {} })
}
const unknownToken = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string) => (house: SetUpHouse) =>
  house.ask(method, path.replace('{tokenId}', NOBODY), {
    as: house.owner,
    ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
  })
const generating = (body: object) => (house: SetUpHouse) =>
  house.ask('POST', '/v1/tokens', { as: house.owner, body: { name: 'x', ...body } })
const updating = (body: object) => async (house: SetUpHouse) => {
  const { id } = await house.generate({ name: 'x' })
  return house.ask('PATCH', `/v1/tokens/${id}`, { as: house.owner, body })
}
const revoked = async (house: SetUpHouse, reason = 'not_needed') => {
  const { id } = await house.generate({ name: 'gone' })
  await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: { reason } })
  return id
}
const custom = (...scopes: string[]) => ({ access: { kind: 'custom', scopes } })

/** A token that may manage organisation tokens, but holds little else. */
const manager = (house: SetUpHouse) => house.holding('keyward/api-tokens:*')

/** As a personal token, where only its owner may. */
const byToken = (method: 'GET' | 'PUT', path: string, body?: object) => async (house: SetUpHouse) => {
  const { plaintext } = await house.generate({ name: 'acts', ...custom('keyward/personal-tokens:read') })
  return house.ask(method, path, { as: plaintext, ...(body && { body }) })
}

/** A token that may manage tokens, and what it would need to be somebody else. */
const beyond = (method: 'POST' | 'PATCH', path: string, body?: object) => async (house: SetUpHouse) => {
  const { id } = await house.generate({
    name: 'wide',
    owner: 'organization',
    ...custom('keyward/tokens:verify'),
  })
  if (path.endsWith('reinstate'))
    await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: {} })
  return house.ask(method, path.replace('{tokenId}', id), { as: await manager(house), ...(body && { body }) })
}

/** Does something while nobody has a seat for a personal token. */
async function withoutSeats<T>({ ask, owner }: SetUpHouse, work: () => Promise<T>): Promise<T> {
  const set = (seatsPerMember: number) =>
    ask('PATCH', '/v1/settings', { as: owner, body: { seatsPerMember } })
  await set(0)
  try {
    return await work()
  } finally {
    await set(1000)
  }
}

/** Does something under another policy, and puts the usual one back. */
async function underPolicy<T>(
  house: SetUpHouse,
  changes: Partial<Policy>,
  work: () => Promise<T>,
): Promise<T> {
  const set = async (policy: Policy) => {
    const { status, text } = await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { policy } })
    assert.equal(status, 200, text)
  }
  await set({ ...Policy.parse({}), ...changes })
  try {
    return await work()
  } finally {
    await set(Policy.parse({}))
  }
}

/** A shrunk token whose former access has since gone from the catalogue. */
const undoing = (before: object) => async (house: SetUpHouse) => {
  const { id } = await house.generate({ name: 'x' })
  await house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: { allowEmpty: true } })
  const db = new DatabaseSync(join(house.dir, 'keyward.db'))
  db.prepare('update token_shrink set access = ? where token_id = ?').run(JSON.stringify(before), id)
  db.close()
  return house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: house.owner })
}

const PROVOKED: Provoked = {
  ...PROVOKED_ON_ACCOUNTS,
  ...PROVOKED_ON_CATALOGUE,
  ...PROVOKED_ON_PEOPLE,
  ...PROVOKED_ON_ROLES,
  ...PROVOKED_ON_WEBHOOKS,
  getSetup: {},
  setUp: {
    setup_done: (house) =>
      house.ask('POST', '/v1/setup', {
        body: { code: house.setupCode, organization: { name: 'B' }, owner: OWNER },
      }),
    setup_code_wrong: async () => assert.fail('provoked below'),
    password_weak: async () => assert.fail('provoked below'),
    too_many_attempts: async (house) => {
      const body = { code: 'x', organization: { name: 'B' }, owner: OWNER }
      for (let attempt = 0; attempt < 10; attempt++) await house.ask('POST', '/v1/setup', { body })
      return house.ask('POST', '/v1/setup', { body })
    },
  },
  signIn: {
    sign_in_failed: (house) =>
      house.ask('POST', '/v1/session', { body: { email: OWNER.email, password: 'not my password' } }),
    too_many_attempts: async (house) => {
      const body = { email: 'nobody@acme.example', password: 'x' }
      for (let attempt = 0; attempt < 10; attempt++) await house.ask('POST', '/v1/session', { body })
      return house.ask('POST', '/v1/session', { body })
    },
    setup_required: async () => assert.fail('provoked below'),
    second_factor_required: startSignIn,
    membership_required: async (house) => {
      const eve = { name: 'Eve', email: 'eve@acme.example', password: 'unrelated words in a row' }
      await house.identity.claimUser(eve)
      return house.ask('POST', '/v1/session', { body: { email: eve.email, password: eve.password } })
    },
  },
  getSession: {},
  signOut: {},
  getSelf: {},
  regenerateSelf: {
    idempotency_key_reused: async (house) => {
      const { plaintext } = await house.generate({ name: 'renews' })
      return reusingKey(house, plaintext, '/v1/self/regenerate', [{ graceMs: 60_000 }, { graceMs: 1 }])
    },
  },
  revokeSelf: {},
  getScannerRules: {},
  reportLeaked: {
    too_many_attempts: async (house) => {
      const body = { tokens: Array(20).fill('x') }
      for (let report = 0; report < 5; report++) await house.ask('POST', '/v1/leaked', { body })
      return house.ask('POST', '/v1/leaked', { body })
    },
  },
  getCatalogue: {},
  previewPolicy: {},
  applyPolicy: {
    selection_changed: (house) =>
      house.ask('POST', '/v1/settings/apply-policy', { as: house.owner, body: { expected: 9 } }),
    sign_in_stale: async (house) => {
      house.pass(16 * MINUTE)
      return house.ask('POST', '/v1/settings/apply-policy', { as: house.owner, body: { expected: 9 } })
    },
  },
  approveToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/approve'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'live' })
      return house.ask('POST', `/v1/tokens/${id}/approve`, { as: house.owner })
    },
    approval_own: (house) =>
      underPolicy(house, { approval: 'all' }, async () => {
        const { id } = await house.generate({ name: 'mine', justification: 'because' })
        return house.ask('POST', `/v1/tokens/${id}/approve`, { as: house.owner })
      }),
    scope_exceeds_rights: (house) =>
      underPolicy(house, { approval: 'all' }, async () => {
        const host = {
          kind: 'host',
          organizationId: OrganizationId.parse(house.organizationId),
          name: 'test',
        } as const
        const made = (scope: string) =>
          house.keyward.generateToken(host, {
            name: 'x',
            justification: 'because',
            owner: 'organization',
            access: { kind: 'custom', scopes: [scope] },
          })
        const approving = await made('keyward/api-tokens:approve')
        await house.ask('POST', `/v1/tokens/${approving.token.id}/approve`, { as: house.owner })
        const wide = await made('notes/notes:create')
        return house.ask('POST', `/v1/tokens/${wide.token.id}/approve`, { as: approving.plaintext })
      }),
    sign_in_stale: stale('POST', '/v1/tokens/{tokenId}/approve'),
  },
  denyToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/deny'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'live' })
      return house.ask('POST', `/v1/tokens/${id}/deny`, { as: house.owner })
    },
  },
  listNotices: {
    cursor_invalid: (house) => house.ask('GET', '/v1/notices?cursor=x', { as: house.owner }),
  },
  retryNotice: {
    notice_not_found: (house) =>
      house.ask('POST', `/v1/notices/ntc_${'0'.repeat(32)}/retry`, { as: house.owner }),
    notice_not_retriable: async (house) => {
      await house.generate({ name: 'told of', owner: 'organization' })
      const { body } = await house.ask('GET', '/v1/notices', { as: house.owner })
      return house.ask('POST', `/v1/notices/${body.notices[0].id}/retry`, { as: house.owner })
    },
  },
  sendTestMail: {
    mail_not_configured: (house) => house.ask('POST', '/v1/notices/test', { as: house.owner }),
    mail_failed: async () => assert.fail('provoked below'),
  },
  getNoticePreferences: { session_required: byToken('GET', '/v1/notices/preferences') },
  updateNoticePreferences: { session_required: byToken('PUT', '/v1/notices/preferences', { muted: [] }) },
  listTokens: { cursor_invalid: (house) => house.ask('GET', '/v1/tokens?cursor=x', { as: house.owner }) },
  generateToken: {
    seats_taken: (house) => withoutSeats(house, () => generating({})(house)),
    scope_unknown: generating(custom('notes/notes:explode')),
    scope_exceeds_rights: async (house) =>
      house.ask('POST', '/v1/tokens', {
        as: await manager(house),
        body: { name: 'x', ...custom('keyward/tokens:verify') },
      }),
    role_unknown: generating({ access: { kind: 'role', role: 'emperor' } }),
    duration_invalid: generating({ duration: { until: '2020-01-01T00:00:00Z' } }),
    policy_violated: (house) =>
      underPolicy(house, { longestDays: 7 }, () => generating({ duration: { days: 8 } })(house)),
    idempotency_key_reused: (house) =>
      reusingKey(house, house.owner, '/v1/tokens', [{ name: 'x' }, { name: 'y' }]),
    sign_in_stale: async (house) => {
      house.pass(15 * MINUTE)
      return house.ask('POST', '/v1/tokens', { as: house.owner, body: { name: 'x' } })
    },
  },
  getToken: { token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}') },
  updateToken: {
    token_not_found: unknownToken('PATCH', '/v1/tokens/{tokenId}'),
    move_not_allowed: async (house) =>
      house.ask('PATCH', `/v1/tokens/${await revoked(house)}`, { as: house.owner, body: { name: 'y' } }),
    scope_unknown: updating(custom('notes/notes:explode')),
    scope_exceeds_rights: beyond(
      'PATCH',
      '/v1/tokens/{tokenId}',
      custom('keyward/tokens:verify', 'keyward/members:read'),
    ),
    role_unknown: updating({ access: { kind: 'role', role: 'emperor' } }),
    duration_invalid: updating({ duration: { until: '2020-01-01T00:00:00Z' } }),
    policy_violated: (house) =>
      underPolicy(house, { longestDays: 31 }, () => updating({ duration: { days: 32 } })(house)),
  },
  regenerateToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/regenerate'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house)}/regenerate`, { as: house.owner, body: {} }),
    duration_invalid: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('POST', `/v1/tokens/${id}/regenerate`, {
        as: house.owner,
        body: { duration: { until: '2020-01-01T00:00:00Z' } },
      })
    },
    scope_exceeds_rights: beyond('POST', '/v1/tokens/{tokenId}/regenerate', {}),
    policy_violated: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return underPolicy(house, { longestDays: 7 }, () =>
        house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body: {} }),
      )
    },
    idempotency_key_reused: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return reusingKey(house, house.owner, `/v1/tokens/${id}/regenerate`, [{}, { graceMs: 1 }])
    },
    sign_in_stale: stale('POST', '/v1/tokens/{tokenId}/regenerate'),
  },
  revokeToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/revoke'),
    move_not_allowed: async (house) => {
      const id = await revoked(house, 'compromised')
      return house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: { reason: 'not_needed' } })
    },
  },
  reinstateToken: {
    seats_taken: async (house) => {
      const id = await revoked(house)
      return withoutSeats(house, () => house.ask('POST', `/v1/tokens/${id}/reinstate`, { as: house.owner }))
    },
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/reinstate'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house, 'compromised')}/reinstate`, { as: house.owner }),
    scope_exceeds_rights: beyond('POST', '/v1/tokens/{tokenId}/reinstate'),
    policy_violated: async (house) => {
      const id = await revoked(house)
      return underPolicy(house, { longestDays: 7 }, () =>
        house.ask('POST', `/v1/tokens/${id}/reinstate`, { as: house.owner }),
      )
    },
    sign_in_stale: async (house) => {
      const id = await revoked(house)
      house.pass(16 * MINUTE)
      return house.ask('POST', `/v1/tokens/${id}/reinstate`, { as: house.owner })
    },
  },
  deleteToken: {
    token_not_found: unknownToken('DELETE', '/v1/tokens/{tokenId}'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'live' })
      return house.ask('DELETE', `/v1/tokens/${id}`, { as: house.owner })
    },
  },
  previewRevocation: {},
  revokeTokens: {
    selection_changed: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('POST', '/v1/tokens/revoke', {
        as: house.owner,
        body: { selection: { ids: [id] }, expected: 2 },
      })
    },
  },
  reinstateTokens: {
    batch_not_found: (house) =>
      house.ask('POST', '/v1/tokens/reinstate', {
        as: house.owner,
        body: { batchId: `bat_${'0'.repeat(32)}` },
      }),
    sign_in_stale: stale('POST', '/v1/tokens/reinstate'),
  },
  verifyToken: { verifier_not_ready: async () => assert.fail('provoked below') },
  closeOldValue: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/close-old-value'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'one value' })
      return house.ask('POST', `/v1/tokens/${id}/close-old-value`, { as: house.owner })
    },
  },
  getUsageSummary: {},
  getTokenUsage: { token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}/usage') },
  getTokenActivity: {
    token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}/activity'),
    cursor_invalid: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('GET', `/v1/tokens/${id}/activity?cursor=x`, { as: house.owner })
    },
  },
  getTokenPermissions: { token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}/permissions') },
  shrinkToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/shrink'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house)}/shrink`, { as: house.owner, body: {} }),
    nothing_used: async (house) => {
      const { id } = await house.generate({ name: 'unused' })
      return house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: {} })
    },
    nothing_unused: async (house) => {
      const { id, plaintext } = await house.generate({ name: 'used', ...custom('notes/notes:find') })
      await house.ask('GET', '/v1/verify?need=notes/notes:find', { as: plaintext })
      return house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: {} })
    },
  },
  undoShrink: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/undo-shrink'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house)}/undo-shrink`, { as: house.owner }),
    nothing_to_undo: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: house.owner })
    },
    scope_exceeds_rights: async (house) => {
      const { id } = await house.generate({
        name: 'wide',
        owner: 'organization',
        ...custom('keyward/tokens:verify'),
      })
      await house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: { allowEmpty: true } })
      return house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: await manager(house) })
    },
    scope_unknown: undoing({ kind: 'custom', scopes: ['notes/notes:explode'] }),
    role_unknown: undoing({ kind: 'role', role: 'emperor' }),
    policy_violated: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      await house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: { allowEmpty: true } })
      return underPolicy(house, { accessKinds: ['custom'] }, () =>
        house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: house.owner }),
      )
    },
  },
  listAuditEvents: {
    cursor_invalid: (house) => house.ask('GET', '/v1/audit-log?cursor=x', { as: house.owner }),
  },
  exportAuditLog: {},
  verifyAuditChain: {},
  verifyTokens: { verifier_not_ready: async () => assert.fail('provoked below') },
  verifyPresented: { verifier_not_ready: async () => assert.fail('provoked below') },
}

const noNames = () => Promise.reject(new Error('there is no name server'))

/** Needs a server that is not set up, one whose database is gone, or one that sends mail: see the tests below. */
const BELOW = [
  'setup_code_wrong',
  'password_weak',
  'setup_required',
  'mail_not_configured',
  'mail_failed',
  'verifier_not_ready',
]
/** Turns the clock, uses up attempts or changes how the owner signs in, so that it needs a server of its own. */
const SPOILS = [
  'sign_in_stale',
  'invitation_expired',
  'too_many_attempts',
  'second_factor_required',
  'second_factor_wrong',
  'second_factor_on',
  'webhooks_full',
]

test('every declared error of every operation comes about as declared', async (t) => {
  const shared = await openSetUpServer(t, { poster: posterTo({ allow: [], resolve: noNames }) })
  for (const name of Object.keys(operations) as OperationName[])
    for (const [code, provoke] of Object.entries(PROVOKED[name]).filter(([code]) => !BELOW.includes(code)))
      await t.test(`${name}: ${code}`, async (t) => {
        const house = SPOILS.includes(code) ? await openSetUpServer(t) : shared
        const { status, body, headers } = await provoke(house)
        assert.equal(body?.code, code, JSON.stringify(body))
        assert.equal(body.status, status)
        assert.match(String(headers['content-type']), /^application\/problem\+json/)
        assert.equal(headers['cache-control'], 'no-store')
        assert.match(body.request_id, /^req_/)
        assert.equal(headers['x-request-id'], body.request_id)
      })
})

test('without its database the server says not ready, and judges no token', async (t) => {
  const { ask, loseDatabase, verifier } = await openSetUpServer(t)
  assert.deepEqual((await ask('GET', '/readyz')).body, { status: 'ready' })
  await loseDatabase()
  for (const [method, url] of [
    ['GET', '/readyz'],
    ['GET', '/v1/verify'],
    ['POST', '/v1/verify'],
    ['POST', '/v1/verify/batch'],
  ] as const) {
    const answer = await ask(method, url, { as: verifier })
    assert.deepEqual(
      [answer.status, answer.body.code, answer.headers['retry-after']],
      [503, 'verifier_not_ready', '1'],
    )
  }
  assert.equal((await ask('GET', '/healthz')).status, 200)
})

test('a mail server that is not there fails the test mail, and says so', async (t) => {
  const server = parseSmtpUrl('smtp://127.0.0.1:1')
  const from = { name: 'Keyward', address: 'keyward@acme.example' }
  assert.ok(server)
  const outlet = createSmtpOutlet({ server, from, site: () => ORIGIN, timers: realTimers })
  const { ask, owner } = await openSetUpServer(t, { outlet })
  const { status, body } = await ask('POST', '/v1/notices/test', { as: owner })
  assert.deepEqual([status, body.code], [502, 'mail_failed'])
  assert.match(body.detail, /ECONNREFUSED/)
})

test('before set-up: a wrong code, a weak password and a sign-in are refused, and nothing is made', async (t) => {
  const house = await openServer(t)
  const setUp = (code: string, password: string) =>
    house.ask('POST', '/v1/setup', {
      body: { code, organization: { name: 'Acme' }, owner: { ...OWNER, password } },
    })
  assert.equal((await setUp('AAAAA-AAAAA-AAAAA-AAAAA', OWNER.password)).body.code, 'setup_code_wrong')
  assert.equal((await setUp(house.setupCode, 'passwordpassword')).body.code, 'password_weak')
  const signIn = await house.ask('POST', '/v1/session', {
    body: { email: OWNER.email, password: OWNER.password },
  })
  assert.equal(signIn.body.code, 'setup_required')
  assert.deepEqual((await house.ask('GET', '/v1/setup')).body, { done: false })
  assert.equal((await setUp(house.setupCode, OWNER.password)).status, 201)
})

test('a server without mail says so, whoever it is asked about', async (t) => {
  const { ask } = await openSetUpServer(t, { mail: false })
  for (const email of [OWNER.email, 'nobody@acme.example'])
    assert.equal(
      (await ask('POST', '/v1/password-reset', { body: { email } })).body.code,
      'mail_not_configured',
    )
})
