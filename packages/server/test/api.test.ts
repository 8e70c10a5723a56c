import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { query } from './parts/graphql.ts'
import { type Answer, OWNER, openSetUpServer } from './parts/house.ts'

const HOUR = 3_600_000

test('[L1] a valid token is let through with its caller, and every refusal has its status, code and challenge', async (t) => {
  const { ask, generate, owner, verifier, pass } = await openSetUpServer(t)
  const { id, plaintext } = await generate({
    name: 'CI pipeline',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['notes/notes:find'] },
    duration: { days: 1 },
  })
  const verify = (need = '', as: string | undefined = plaintext) =>
    ask('GET', `/v1/verify${need && `?need=${need}`}`, { ...(as && { as }) })
  const posted = async (need: string) =>
    (await ask('POST', '/v1/verify', { as: verifier, body: { token: plaintext, need } })).body

  const allowed = await verify('notes/notes:find')
  assert.equal(allowed.status, 200)
  assert.deepEqual(
    [allowed.body.caller.tokenId, allowed.body.caller.tokenName, allowed.body.permissions],
    [id, 'CI pipeline', ['notes/notes:find']],
  )
  assert.deepEqual(await posted('notes/notes:find'), allowed.body)

  const nothing = await ask('GET', '/v1/verify')
  assert.deepEqual(
    [nothing.status, nothing.body.code, nothing.headers['www-authenticate']],
    [401, 'credential_missing', 'Bearer realm="keyward"'],
  )

  const lacking = await verify('notes/notes:create')
  assert.deepEqual(
    [lacking.status, lacking.body.code, lacking.body.permission, lacking.body.token],
    [403, 'permission_missing', 'notes/notes:create', { id, name: 'CI pipeline' }],
  )
  assert.match(
    String(lacking.headers['www-authenticate']),
    /error="insufficient_scope", scope="notes\/notes:create"/,
  )
  assert.equal((await posted('notes/notes:create')).code, 'permission_missing')

  await ask('POST', `/v1/tokens/${id}/revoke`, { as: owner, body: {} })
  assert.deepEqual(statusAndCode(await verify()), [401, 'token_revoked'])
  await ask('POST', `/v1/tokens/${id}/reinstate`, { as: owner })
  pass(25 * HOUR)
  assert.deepEqual(statusAndCode(await verify()), [401, 'token_expired'])
  assert.equal((await posted('notes/notes:find')).code, 'token_expired')
})

test('[R1] a personal token tells whose it is, whichever way it is judged', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, generate, verifier, keyward, organizationId } = house
  const { plaintext: token } = await generate({ name: 'mine', access: { kind: 'read_only' } })
  const verdicts = [
    await keyward.verify(token),
    (await ask('GET', '/v1/verify', { as: token })).body,
    (await ask('POST', '/v1/verify', { as: verifier, body: { token } })).body,
    (await ask('POST', '/v1/verify/batch', { as: verifier, body: { checks: [{ token }] } })).body.verdicts[0],
  ]
  for (const { caller } of verdicts) {
    assert.deepEqual(
      [caller.tokenName, caller.owner.kind, caller.owner.name, caller.organization.id],
      ['mine', 'user', OWNER.name, organizationId],
    )
  }
  const asked = 'query ($token: String!) { verifyToken(token: $token) { caller { owner { name } } } }'
  const { body } = await query(house, asked, { as: verifier, variables: { token } })
  assert.equal(body.data.verifyToken.caller.owner.name, OWNER.name)
  const { text } = await ask('POST', '/oauth2/introspect', {
    as: verifier,
    body: new URLSearchParams({ token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.deepEqual(
    [JSON.parse(text).username, JSON.parse(text).sub],
    [OWNER.email, verdicts[0].caller.owner.memberId],
  )
})

test('[S3] a token authenticates Keyward’s own API by its permissions, and by nothing more', async (t) => {
  const { ask, generate, organizationId } = await openSetUpServer(t)
  const { id, plaintext } = await generate({
    name: 'reader',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:read'] },
  })
  assert.equal((await ask('GET', '/v1/tokens', { as: plaintext })).status, 200)
  assert.equal((await ask('GET', '/v1/self', { as: plaintext })).body.token.id, id)
  const editUrl = `http://localhost:4117/o/${organizationId}/settings/api-tokens/${id}`
  const refused = await ask('POST', '/v1/tokens', { as: plaintext, body: { name: 'x' } })
  assert.deepEqual(statusAndCode(refused), [403, 'permission_missing'])
  assert.equal(refused.body.permission, 'keyward/api-tokens:create')
  assert.equal(refused.body.edit_url, editUrl)
  const atTheGate = await ask('GET', '/v1/members', { as: plaintext })
  assert.deepEqual(statusAndCode(atTheGate), [403, 'permission_missing'])
  assert.equal(atTheGate.body.edit_url, editUrl)
  for (const [method, url] of [
    ['GET', '/v1/session'],
    ['DELETE', '/v1/session'],
  ] as const)
    assert.deepEqual(statusAndCode(await ask(method, url, { as: plaintext })), [401, 'session_required'])
})

test('a token without any permission opens no operation that needs one', async (t) => {
  const { ask, generate } = await openSetUpServer(t)
  const { plaintext } = await generate({
    name: 'nothing',
    owner: 'organization',
    access: { kind: 'custom', scopes: [] },
  })
  const id = '0000000000000000'
  for (const [method, url, body] of [
    ['GET', '/v1/tokens'],
    ['POST', '/v1/tokens', { name: 'x' }],
    ['GET', `/v1/tokens/${id}`],
    ['PATCH', `/v1/tokens/${id}`, { name: 'x' }],
    ['POST', `/v1/tokens/${id}/regenerate`, {}],
    ['POST', `/v1/tokens/${id}/revoke`, {}],
    ['POST', `/v1/tokens/${id}/reinstate`],
    ['DELETE', `/v1/tokens/${id}`],
    ['POST', '/v1/tokens/preview-revocation', { selection: { filter: {} } }],
    ['POST', '/v1/tokens/revoke', { selection: { filter: {} }, expected: 1 }],
    ['POST', '/v1/tokens/reinstate', { batchId: `bat_${'0'.repeat(32)}` }],
    ['GET', '/v1/catalogue'],
    ['GET', '/v1/roles'],
    ['POST', '/v1/verify', { token: 'x' }],
  ] as const) {
    const answer = await ask(method, url, { as: plaintext, ...(body && { body }) })
    assert.ok([403, 404].includes(answer.status), `${method} ${url}: ${answer.status} ${answer.text}`)
  }
})

test('[A8] from the answer to a revocation on, the token is refused, however often it was let through', async (t) => {
  const { ask, generate, owner, verifier } = await openSetUpServer(t)
  for (let round = 0; round < 20; round++) {
    const { id, plaintext } = await generate({ name: `round ${round}`, owner: 'organization' })
    for (let use = 0; use < 5; use++)
      assert.equal((await ask('GET', '/v1/verify', { as: plaintext })).status, 200)
    const racing = Array.from({ length: 10 }, () => ask('GET', '/v1/verify', { as: plaintext }))
    const { status, body } = await ask('POST', `/v1/tokens/${id}/revoke`, { as: owner, body: {} })
    assert.deepEqual([status, body.token.status, body.receipt.confirmed.length], [200, 'revoked', 1])
    const after = await Promise.all(
      Array.from({ length: 10 }, () => ask('GET', '/v1/verify', { as: plaintext })),
    )
    for (const answer of after) assert.deepEqual(statusAndCode(answer), [401, 'token_revoked'])
    assert.equal(
      (await ask('POST', '/v1/verify', { as: verifier, body: { token: plaintext } })).body.code,
      'token_revoked',
    )
    await Promise.all(racing)
  }
})

test('[R7] a revoked token is re-approved before it expires, with the same value; a compromised or expired one is not', async (t) => {
  const { ask, generate, owner, pass, signIn } = await openSetUpServer(t)
  const revoke = (id: string, reason: string) =>
    ask('POST', `/v1/tokens/${id}/revoke`, { as: owner, body: { reason } })
  const { id, plaintext } = await generate({ name: 'back', duration: { days: 1 } })
  await revoke(id, 'not_needed')
  const back = await ask('POST', `/v1/tokens/${id}/reinstate`, { as: owner })
  assert.deepEqual([back.status, back.body.token.status], [200, 'active'])
  assert.equal((await ask('GET', '/v1/verify', { as: plaintext })).status, 200)

  await revoke(id, 'not_needed')
  await revoke(id, 'compromised')
  assert.deepEqual(statusAndCode(await ask('POST', `/v1/tokens/${id}/reinstate`, { as: owner })), [
    409,
    'move_not_allowed',
  ])

  const late = await generate({ name: 'late', duration: { days: 1 } })
  await revoke(late.id, 'not_needed')
  pass(25 * HOUR)
  const fresh = await ask('POST', `/v1/tokens/${late.id}/reinstate`, { as: owner })
  assert.deepEqual(statusAndCode(fresh), [403, 'sign_in_stale'])
  assert.deepEqual(await signIn().then(({ cookie }) => cookie.startsWith('keyward=')), true)
})

test('[L6] tokens are revoked one by one, by selection and by filter, after a preview, and a bulk revoke is undone as a whole', async (t) => {
  const { ask, generate, owner } = await openSetUpServer(t)
  const made: { id: string; plaintext: string }[] = []
  for (const name of ['CI one', 'CI two', 'CI three', 'other'])
    made.push(await generate({ name, owner: 'organization' }))
  for (const { plaintext } of made) await ask('GET', '/v1/verify', { as: plaintext })
  const verdicts = async () =>
    (await Promise.all(made.map(({ plaintext }) => ask('GET', '/v1/verify', { as: plaintext })))).map(
      ({ status }) => status,
    )

  const selection = { filter: { reach: 'organization', search: 'CI', status: 'active' } }
  const preview = await ask('POST', '/v1/tokens/preview-revocation', { as: owner, body: { selection } })
  assert.deepEqual([preview.body.tokens, preview.body.names], [3, ['CI one', 'CI three', 'CI two']])
  assert.deepEqual(await verdicts(), [200, 200, 200, 200])

  const miscounted = await ask('POST', '/v1/tokens/revoke', { as: owner, body: { selection, expected: 4 } })
  assert.deepEqual(statusAndCode(miscounted), [409, 'selection_changed'])
  assert.deepEqual(await verdicts(), [200, 200, 200, 200])

  const done = await ask('POST', '/v1/tokens/revoke', { as: owner, body: { selection, expected: 3 } })
  assert.equal(done.body.revoked.length, 3)
  assert.deepEqual(await verdicts(), [401, 401, 401, 200])

  const undone = await ask('POST', '/v1/tokens/reinstate', {
    as: owner,
    body: { batchId: done.body.batchId },
  })
  assert.equal(undone.body.reinstated.length, 3)
  assert.deepEqual(await verdicts(), [200, 200, 200, 200])

  const ids = made.slice(2).map(({ id }) => id)
  await ask('POST', '/v1/tokens/revoke', { as: owner, body: { selection: { ids }, expected: 2 } })
  assert.deepEqual(await verdicts(), [200, 200, 401, 401])
})

test('[S11] a regenerated token has a new value; the old one is dead at once, or lives for the grace that was chosen', async (t) => {
  const { ask, generate, owner, pass } = await openSetUpServer(t)
  const { id, plaintext: first } = await generate({ name: 'x', owner: 'organization' })
  const regenerate = async (graceMs?: number) =>
    (
      await ask('POST', `/v1/tokens/${id}/regenerate`, {
        as: owner,
        body: graceMs === undefined ? {} : { graceMs },
      })
    ).body
  const verdict = async (text: string) => statusAndCode(await ask('GET', '/v1/verify', { as: text }))
  assert.deepEqual(await verdict(first), [200, undefined])

  const second = await regenerate()
  assert.equal(second.token.id, id)
  assert.notEqual(second.plaintext, first)
  assert.deepEqual(
    [await verdict(first), await verdict(second.plaintext)],
    [
      [401, 'token_unknown'],
      [200, undefined],
    ],
  )

  const third = await regenerate(5 * 60_000)
  assert.equal(third.token.versions.length, 2)
  assert.deepEqual(
    [await verdict(second.plaintext), await verdict(third.plaintext)],
    [
      [200, undefined],
      [200, undefined],
    ],
  )
  pass(5 * 60_000)
  assert.deepEqual(
    [await verdict(second.plaintext), await verdict(third.plaintext)],
    [
      [401, 'token_unknown'],
      [200, undefined],
    ],
  )

  assert.equal(
    (await ask('POST', `/v1/tokens/${id}/regenerate`, { as: owner, body: { graceMs: 8 * 24 * HOUR } })).body
      .code,
    'request_invalid',
  )
})

test('no answer but the one that made it ever holds a plaintext or a secret', async (t) => {
  const { ask, generate, owner, verifier, keyward, dir } = await openSetUpServer(t)
  const { id, plaintext } = await generate({ name: 'canary', owner: 'organization' })
  const again = (await ask('POST', `/v1/tokens/${id}/regenerate`, { as: owner, body: { graceMs: 60_000 } }))
    .body.plaintext
  const secrets = [plaintext, again, verifier].flatMap((text) => [text, text.split('_')[2] ?? ''])
  const answers: Answer[] = []
  for (const as of [owner, verifier, again, undefined])
    for (const [method, url, body] of [
      ['GET', '/v1/tokens'],
      ['GET', `/v1/tokens?search=${id}`],
      ['GET', `/v1/tokens/${id}`],
      ['GET', `/v1/tokens/${plaintext}`],
      ['GET', '/v1/self'],
      ['GET', '/v1/verify'],
      ['GET', '/v1/verify?need=notes/notes:create'],
      ['GET', `/v1/verify?token=${plaintext}`],
      ['POST', '/v1/verify', { token: again }],
      ['POST', '/v1/verify', { token: plaintext, need: plaintext }],
      ['PATCH', `/v1/tokens/${id}`, { name: 'canary two' }],
      ['POST', `/v1/tokens/${id}/revoke`, { reason: plaintext }],
      ['GET', '/v1/session'],
      ['GET', '/v1/catalogue'],
      ['GET', '/v1/roles'],
      ['GET', `/${plaintext}`],
      ['GET', '/openapi.json'],
      ['POST', `/v1/tokens/${id}/revoke`, {}],
      ['POST', `/v1/tokens/${id}/reinstate`],
      ['DELETE', '/v1/session'],
    ] as const)
      answers.push(await ask(method, url, { ...(as && { as }), ...(body && { body }) }))
  assert.ok(answers.some(({ status }) => status === 200))
  const kept = [...digestsIn(dir), keyward.sessionSecret(), OWNER.password]
  assert.ok(kept.length >= 5)
  for (const { text, headers } of answers)
    for (const secret of [...secrets, ...kept])
      assert.ok(!`${text}${JSON.stringify(headers)}`.includes(secret), text.slice(0, 200))
})

test('a signed-in person who belongs to several organisations names one, and never sees another', async (t) => {
  const { ask, owner, organizationId, keyward } = await openSetUpServer(t)
  await keyward.organizations.put({ externalId: 'other', name: 'Other' })
  await keyward.members.put({ organization: 'other', externalId: 'eve', role: 'owner', name: 'Eve' })
  const eve = await keyward.members.actor({ organization: 'other', externalId: 'eve' })
  const theirs = await keyward.generateToken(eve, { name: 'theirs', owner: 'organization' })
  const asked = (name: string) =>
    ask('GET', '/v1/tokens', { as: owner, headers: { 'keyward-organization': name } })
  assert.equal((await asked(organizationId)).status, 200)
  const stranger = await asked(eve.organizationId)
  const nobody = await asked(`org_${'0'.repeat(32)}`)
  assert.deepEqual(
    [statusAndCode(stranger), statusAndCode(nobody)],
    [
      [404, 'organization_not_found'],
      [404, 'organization_not_found'],
    ],
  )

  const foreign = await ask('GET', `/v1/tokens/${theirs.token.id}`, { as: owner })
  const unknown = await ask('GET', '/v1/tokens/0000000000000000', { as: owner })
  const bare = ({ body }: Answer) =>
    JSON.stringify({
      ...body,
      request_id: '',
      token: null,
      detail: String(body.detail).replaceAll(/[0-9A-Za-z]{16}/g, ''),
    })
  assert.equal(bare(foreign), bare(unknown))
  assert.equal(
    (
      await ask('GET', '/v1/tokens', {
        as: theirs.plaintext,
        headers: { 'keyward-organization': organizationId },
      })
    ).status,
    404,
  )
})

const statusAndCode = ({ status, body }: Answer): [number, string | undefined] => [status, body?.code]

function digestsIn(dir: string): string[] {
  const database = new DatabaseSync(join(dir, 'keyward.db'), { readOnly: true })
  const rows = database.prepare('select digest from token_secret').all()
  database.close()
  return rows.map(({ digest }) => String(digest))
}
