import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from './parts/house.ts'

test('[A6] an admin sees every token of the organisation, whosever it is; a developer the organisation’s and their own', async (t) => {
  const { ask, keyward } = await openSetUpServer(t)
  await keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
  const person = async (externalId: string, role: string) => {
    await keyward.members.put({ organization: 'acme', externalId, role, name: externalId })
    return keyward.members.actor({ organization: 'acme', externalId })
  }
  const [ada, bob, eve] = [
    await person('ada', 'admin'),
    await person('bob', 'developer'),
    await person('eve', 'viewer'),
  ]
  await keyward.generateToken(ada, { name: 'pipeline', owner: 'organization' })
  const role = (name: string) => ({ kind: 'role' as const, role: name })
  const admins = await keyward.generateToken(ada, { name: 'of the admin', access: role('admin') })
  const developers = await keyward.generateToken(bob, { name: 'of the developer', access: role('developer') })
  const namesFor = async (as: string) => {
    const { body } = await ask('GET', '/v1/tokens?sort=name', { as })
    return body.tokens.map(({ name }: { name: string }) => name)
  }
  assert.deepEqual(await namesFor(admins.plaintext), ['of the admin', 'of the developer', 'pipeline'])
  assert.deepEqual(await namesFor(developers.plaintext), ['of the developer', 'pipeline'])

  const { body } = await ask('GET', '/v1/tokens?search=developer', { as: admins.plaintext })
  const [seen] = body.tokens
  assert.deepEqual(
    [seen.masked, seen.createdBy.name, seen.owner.name, seen.access],
    [developers.token.masked, 'bob', 'bob', role('developer')],
  )
  await assert.rejects(keyward.listTokens(eve, { reach: 'members' }), { code: 'permission_missing' })
})

test('[S4] a page follows the one before, in every order, and no token comes twice or is left out', async (t) => {
  const { ask, generate, owner, keyward } = await openSetUpServer(t)
  const made = [
    await generate({ name: 'b', duration: 'unlimited' }),
    await generate({ name: 'a' }),
    await generate({ name: 'A', duration: { days: 7 } }),
  ]
  await ask('POST', `/v1/tokens/${made[1]?.id}/revoke`, { as: owner, body: {} })
  await ask('GET', '/v1/verify', { as: made[2]?.plaintext ?? '' })
  await keyward.flush()
  const idsAt = async (query: string) => {
    const { body } = await ask('GET', `/v1/tokens?${query}`, { as: owner })
    return { ids: body.tokens.map(({ id }: { id: string }) => id), next: body.nextCursor }
  }
  const orders = ['name', 'createdAt', 'expiresAt', 'lastUsedAt'].flatMap((field) => [field, `-${field}`])
  for (const order of ['', ...orders]) {
    const sort = order && `&sort=${order}`
    const whole = await idsAt(`limit=200${sort}`)
    assert.deepEqual([whole.ids.length, whole.next], [4, null])
    const walked: string[] = []
    for (let page = await idsAt(`limit=1${sort}`); ; ) {
      walked.push(...page.ids)
      if (page.next === null) break
      page = await idsAt(`limit=1${sort}&cursor=${page.next}`)
    }
    assert.deepEqual(walked, whole.ids, order)
  }
})

test('a list tells in numbers what each token may do; the token itself spells it out', async (t) => {
  const { ask, generate, owner } = await openSetUpServer(t)
  const scopes = ['notes/notes:create', 'notes/notes:find']
  const { id } = await generate({ name: 'ticked', access: { kind: 'custom', scopes } })
  const listed = (await ask('GET', '/v1/tokens?search=ticked', { as: owner })).body.tokens[0]
  assert.deepEqual([listed.access, listed.permissionCount], [{ kind: 'custom', scopeCount: 2 }, 2])
  const { body: spelt } = await ask('GET', `/v1/tokens/${id}`, { as: owner })
  assert.deepEqual([spelt.access.scopes, spelt.permissions], [scopes, scopes])
  const shared = (token: object) =>
    Object.entries(token).filter(([name]) => !['access', 'permissions', 'permissionCount'].includes(name))
  assert.deepEqual(shared(listed), shared(spelt))
})

test('what the summary counts is what the list under that mark shows, whosever the tokens are', async (t) => {
  const { ask, generate, owner, keyward, pass } = await openSetUpServer(t)
  await generate({ name: 'ends soon', owner: 'organization', duration: { days: 3 } })
  await generate({ name: 'mine ends soon', owner: 'user', duration: { days: 3 } })
  const refused = await generate({ name: 'refused', owner: 'organization', duration: { days: 300 } })
  const ended = await generate({ name: 'ended', owner: 'organization', duration: { days: 300 } })
  await ask('POST', `/v1/tokens/${ended.id}/revoke`, { as: owner, body: {} })
  for (const as of [refused.plaintext, ended.plaintext])
    await ask('GET', '/v1/verify?need=notes/notes:create', { as })
  const namesUnder = async (query: string) => {
    const { body } = await ask('GET', `/v1/tokens?sort=name&${query}`, { as: owner })
    assert.equal(body.total, body.tokens.length)
    return body.tokens.map(({ name }: { name: string }) => name)
  }
  const counted = async (reach: string) => {
    await keyward.flush()
    const { live, expiringSoon, neverUsed, refusedLately } = (
      await ask('GET', `/v1/usage?${reach}`, { as: owner })
    ).body
    const lists = {
      live: await namesUnder(`status=pending&status=active&status=stopped&${reach}`),
      expiringSoon: await namesUnder(`mark=expiring_soon&${reach}`),
      neverUsed: await namesUnder(`mark=never_used&${reach}`),
      refusedLately: await namesUnder(`mark=refused_lately&${reach}`),
    }
    assert.deepEqual(
      [live, expiringSoon, neverUsed, refusedLately],
      Object.values(lists).map((names) => names.length),
    )
    return lists
  }
  const organizations = await counted('reach=organization')
  assert.deepEqual(organizations.expiringSoon, ['ends soon'])
  assert.deepEqual(organizations.refusedLately, ['ended', 'refused'])
  const all = await counted('')
  assert.deepEqual(all.expiringSoon, ['ends soon', 'mine ends soon'])
  assert.ok(all.neverUsed.includes('refused') && !all.neverUsed.includes('ended'))
  pass(25 * 3_600_000)
  assert.deepEqual((await counted('')).refusedLately, [])
  const bulk = { selection: { filter: { mark: 'expiring_soon' } } }
  const { body: preview } = await ask('POST', '/v1/tokens/preview-revocation', { as: owner, body: bulk })
  assert.deepEqual(preview.names, ['ends soon', 'mine ends soon'])
  assert.equal((await ask('GET', '/v1/tokens?mark=old', { as: owner })).body.code, 'request_invalid')
})

test('a page of 50 tokens weighs less than 50 kB, also where each may use a thousand permissions', async (t) => {
  const actions = Array.from({ length: 100 }, (_, n) => ({
    name: `list-something-of-a-repository-${n}`,
    label: `List something of a repository ${n}`,
    access: 'read' as const,
  }))
  const resources = Array.from({ length: 10 }, (_, n) => ({ name: `area-${n}`, label: `Area ${n}`, actions }))
  const { ask, generate, owner } = await openSetUpServer(t, {
    catalogue: [{ slug: 'large', name: 'Large', resources }],
  })
  for (let n = 0; n < 25; n++) {
    await generate({ name: `reads ${n}`, owner: 'organization' })
    const access = { kind: 'custom', scopes: ['large/*:*'] }
    await generate({ name: `ticked ${n}`, owner: 'organization', access })
  }
  const { body, text } = await ask('GET', '/v1/tokens', { as: owner })
  assert.deepEqual([body.tokens.length, body.tokens[1].permissionCount], [50, 1000])
  assert.ok(text.length < 50_000, `${text.length} bytes`)
})
