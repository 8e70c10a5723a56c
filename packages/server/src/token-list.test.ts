import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from '../test/house.ts'

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
