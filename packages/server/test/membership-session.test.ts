import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer, type Session, type SetUpHouse } from './parts/house.ts'

const EVE = { name: 'Eve', email: 'eve@acme.example', password: 'unrelated words in a row' }
type Member = Awaited<ReturnType<SetUpHouse['person']>>['member']

const setActive = ({ store }: SetUpHouse, member: Member, active: boolean) =>
  store.transact(({ members }) => members.put({ ...member, active }))
const statusOf = async ({ ask }: SetUpHouse, as: Session, url = '/v1/session') =>
  (await ask('GET', url, { as })).status

test('a session ends with the last active membership, and does not come back with it', async (t) => {
  const house = await openSetUpServer(t)
  const { member } = await house.person(EVE)
  const signIn = () => house.signIn(EVE.email, EVE.password)
  const [seen, unseen] = [await signIn(), await signIn()]
  assert.equal(await statusOf(house, seen), 200)
  house.pass(1000)
  await setActive(house, member, false)
  for (const url of ['/v1/session', '/v1/tokens', '/v1/profile'])
    assert.equal(await statusOf(house, seen, url), 401)
  const { email, password } = EVE
  const refused = await house.ask('POST', '/v1/session', { body: { email, password } })
  assert.deepEqual([refused.status, refused.body.code], [403, 'membership_required'])
  assert.equal(refused.headers['set-cookie'], undefined)

  await setActive(house, member, true)
  for (const as of [seen, unseen]) assert.equal(await statusOf(house, as), 401)
  assert.equal(await statusOf(house, await signIn()), 200)
})

test('a session outlives one of two memberships, and acts only in the organisation of the other', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, keyward, organizationId } = house
  const rival = await keyward.organizations.put({ externalId: 'rival', name: 'Rival' })
  const here = (await house.person(EVE)).member
  const there = (await house.person({ ...EVE, organizationId: rival.id })).member
  const eve = await house.signIn(EVE.email, EVE.password)
  const list = async (id: string) =>
    (await ask('GET', '/v1/tokens', { as: eve, headers: { 'keyward-organization': id } })).status
  assert.deepEqual([await list(organizationId), await list(rival.id)], [200, 200])
  house.pass(1000)
  await setActive(house, here, false)
  assert.deepEqual([await list(organizationId), await list(rival.id)], [404, 200])
  assert.equal((await ask('GET', '/v1/session', { as: eve })).body.memberships.length, 1)
  await setActive(house, here, true)
  assert.deepEqual([await list(organizationId), await list(rival.id)], [200, 200])
  await setActive(house, there, false)
  assert.deepEqual([await list(organizationId), await list(rival.id)], [200, 404])
})
