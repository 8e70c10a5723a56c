import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describing, importing } from './parts/describing.ts'
import { openSetUpServer, type SetUpHouse } from './parts/house.ts'

const MAIL = ['GET /mail mail/find', 'POST /mail mail/send', 'DELETE /mail/{id} mail/erase']
const custom = (...scopes: string[]) => ({ access: { kind: 'custom', scopes } })

const useOf = async ({ ask, owner }: SetUpHouse, slug: string) =>
  (await ask('GET', `/v1/catalogue/apis/${slug}/use`, { as: owner })).body

test('[B4] whoever imports sees, permission by permission, how many live tokens of all organisations may do it, how many have, and when last', async (t) => {
  const house = await openSetUpServer(t)
  await importing(house, describing(MAIL))
  const sender = await house.generate({ name: 's', owner: 'organization', ...custom('mail/notes:send') })
  await house.generate({ name: 'r', owner: 'organization' })
  await house.generate({ name: 'r', owner: 'organization' })
  await house.generate({ name: 'f', owner: 'organization', access: { kind: 'full_access' } })
  const ended = await house.generate({ name: 'e', owner: 'organization', ...custom('mail/notes:erase') })
  await house.ask('POST', `/v1/tokens/${ended.id}/revoke`, { as: house.owner, body: {} })
  await house.keyward.organizations.put({ externalId: 'team', name: 'Team' })
  await house.keyward.members.put({ organization: 'team', externalId: 'bo', role: 'owner', name: 'Bo' })
  const bo = await house.keyward.members.actor({ organization: 'team', externalId: 'bo' })
  await house.keyward.generateToken(bo, { name: 'elsewhere' })
  await house.ask('GET', '/v1/verify?need=mail/notes:send', { as: sender.plaintext })
  await house.keyward.flush()

  const { permissions } = await useOf(house, 'mail')
  assert.deepEqual(
    permissions.map((each: { permission: string; holders: number; users: number }) => [
      each.permission,
      each.holders,
      each.users,
    ]),
    [
      ['mail/notes:find', 4, 0],
      ['mail/notes:send', 2, 1],
      ['mail/notes:erase', 1, 0],
    ],
  )
  assert.ok(Date.parse(permissions[1].lastUsedAt) > 0)
  assert.equal(permissions[0].lastUsedAt, null)
  const own = (await useOf(house, 'keyward')).permissions
  const toImport = own.find((each: { permission: string }) => each.permission === 'keyward/catalogue:import')
  assert.equal(toImport.holders, 0)
})

test('names that went, and those that came to mean more, are told with the revision', async (t) => {
  const house = await openSetUpServer(t)
  await importing(house, describing(MAIL))
  assert.deepEqual((await useOf(house, 'mail')).retired, [])
  await importing(house, describing(['GET /mail mail/find', 'DELETE /mail/{id} mail/send']))
  assert.deepEqual((await useOf(house, 'mail')).retired, [
    { permission: 'mail/notes:erase', revision: 3, stands: false },
    { permission: 'mail/notes:send', revision: 3, stands: true },
  ])
})
