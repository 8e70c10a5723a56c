import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from '../test/parts/house.ts'

test('[B10] whoever holds a leaked token kills it, for good, without signing in; the audit says so and where it was found', async (t) => {
  const { ask, generate, owner, generate: make } = await openSetUpServer(t)
  const leaked = await generate({ name: 'leaked', owner: 'organization' })
  const other = await make({ name: 'other' })
  assert.equal((await ask('GET', '/v1/verify', { as: leaked.plaintext })).status, 200)
  const report = { tokens: [leaked.plaintext, 'nonsense'], foundAt: 'https://paste.example/x1' }
  const answer = await ask('POST', '/v1/leaked', { body: report })
  assert.deepEqual([answer.status, answer.body], [200, { received: 2 }])
  assert.equal((await ask('GET', '/v1/verify', { as: leaked.plaintext })).body.code, 'token_revoked')
  assert.equal((await ask('GET', '/v1/verify', { as: other.plaintext })).status, 200)

  const { revocation } = (await ask('GET', `/v1/tokens/${leaked.id}`, { as: owner })).body
  assert.deepEqual(
    [revocation.reason, revocation.by.name, revocation.reinstatable],
    ['compromised', 'leak report', false],
  )
  const { events } = (await ask('GET', '/v1/audit-log?kind=token.revoked', { as: owner })).body
  assert.deepEqual(
    [events.length, events[0].actor.name, events[0].facts.foundAt, events[0].address],
    [1, 'leak report', report.foundAt, '127.0.0.1'],
  )
})

test('[B10] the answer to a report is the same whatever the tokens were, and again', async (t) => {
  const { ask, generate, owner } = await openSetUpServer(t)
  const live = await generate({ name: 'live' })
  const revoked = await generate({ name: 'revoked' })
  await ask('POST', `/v1/tokens/${revoked.id}/revoke`, { as: owner, body: {} })
  const wrong = live.plaintext.replace(live.id, '0'.repeat(16))
  const texts = [live.plaintext, live.plaintext, revoked.plaintext, wrong, 'x', 'x'.repeat(4000)]
  const answers = []
  for (const token of texts)
    answers.push((await ask('POST', '/v1/leaked', { body: { tokens: [token] } })).text)
  assert.deepEqual(answers, Array(texts.length).fill('{"received":1}'))
  const { revocation } = (await ask('GET', `/v1/tokens/${revoked.id}`, { as: owner })).body
  assert.equal(revocation.reason, 'compromised', 'one that was merely revoked cannot be re-approved any more')
  for (const body of [{}, { tokens: [] }, { tokens: Array(21).fill('x') }, { tokens: ['x'.repeat(5000)] }])
    assert.equal((await ask('POST', '/v1/leaked', { body })).body.code, 'request_invalid')
})

test('[B10] a value that was replaced kills nothing', async (t) => {
  const { ask, generate, owner } = await openSetUpServer(t)
  const { id, plaintext } = await generate({ name: 'rotated' })
  const renewed = await ask('POST', `/v1/tokens/${id}/regenerate`, { as: owner, body: {} })
  await ask('POST', '/v1/leaked', { body: { tokens: [plaintext] } })
  assert.equal((await ask('GET', '/v1/verify', { as: renewed.body.plaintext })).status, 200)
})

test('[B1] [B10] scanner rules find this installation’s tokens, in every dialect, and no look-alike', async (t) => {
  const { ask, generate } = await openSetUpServer(t)
  const { plaintext } = await generate({ name: 'CI' })
  const { status, body: rules } = await ask('GET', '/v1/scanner-rules')
  assert.deepEqual([status, rules.prefixes], [200, ['kw']])
  const [, gitleaks = ''] = /^regex = '''(.+)'''$/m.exec(rules.gitleaks) ?? []
  const [, trufflehog = ''] = /^ {6}token: '(.+)'$/m.exec(rules.trufflehog) ?? []
  const { beforeSecret, secretFormat, afterSecret } = rules.github
  const github = `(?:${beforeSecret.replace('\\A', '^')})(${secretFormat})(?:${afterSecret.replace('\\z', '$')})`
  for (const dialect of [gitleaks, trufflehog, github, rules.pattern]) {
    const rule = new RegExp(dialect)
    for (const text of [plaintext, `TOKEN="${plaintext}"`, `https://x/?t=${plaintext}&y`, `\n${plaintext}\n`])
      assert.match(text, rule)
    for (const text of [
      plaintext.slice(0, -1),
      plaintext.replace('kw_', 'gh_'),
      plaintext.replaceAll('_', '-'),
    ])
      assert.doesNotMatch(text, rule)
  }
  assert.match(rules.gitleaks, /^keywords = \["kw_"\]$/m)
  assert.match(rules.trufflehog, /^ {4}keywords:\n {6}- kw_$/m)
})
