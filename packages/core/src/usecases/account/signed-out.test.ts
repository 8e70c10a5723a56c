import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '../../../test/house.ts'

const ADA = { organization: 'acme', externalId: 'ada' }

test('[R6] when the host says that a person signed out, their personal tokens marked for it are refused at once', async (t) => {
  const { keyward, person } = await openHouse(t)
  const [ada, eve] = [await person('admin', 'ada'), await person('admin', 'eve')]
  const marked = await keyward.generateToken(ada, { name: 'marked', revokeAtSignOut: true })
  const spared = await keyward.generateToken(ada, { name: 'spared' })
  const others = await keyward.generateToken(eve, { name: 'others', revokeAtSignOut: true })
  const machine = await keyward.generateToken(ada, { name: 'machine', owner: 'organization' })

  const { revoked, receipt } = await keyward.members.signedOut(ADA)
  assert.deepEqual(revoked, [marked.token.id])
  assert.ok(receipt.sequence > 0)
  const verdict = await keyward.verify(marked.plaintext)
  assert.equal(verdict.valid === false && verdict.code, 'token_revoked')
  for (const { plaintext } of [spared, others, machine])
    assert.equal((await keyward.verify(plaintext)).valid, true)

  const { revocation } = await keyward.getToken(ada, { tokenId: marked.token.id })
  assert.deepEqual(
    [revocation?.reason, revocation?.by.kind, revocation?.reinstatable],
    ['signed_out', 'host', true],
  )
  assert.deepEqual((await keyward.members.signedOut(ADA)).revoked, [])
})

test('[R6] another process refuses the token as soon as the sign-out has returned, also when it is told twice', async (t) => {
  const { keyward, person, another } = await openHouse(t)
  const ada = await person('admin', 'ada')
  const elsewhere = await another()
  for (let round = 0; round < 20; round++) {
    const { plaintext } = await keyward.generateToken(ada, { name: `round ${round}`, revokeAtSignOut: true })
    assert.equal((await elsewhere.verify(plaintext)).valid, true)
    await Promise.all([keyward.members.signedOut(ADA), elsewhere.members.signedOut(ADA)])
    assert.equal((await elsewhere.verify(plaintext)).valid, false)
    assert.equal((await keyward.verify(plaintext)).valid, false)
  }
})

test('[R6] a sign-out while the person is deactivated counts: the token does not come back with them', async (t) => {
  const { keyward, person } = await openHouse(t)
  const ada = await person('admin', 'ada')
  const { plaintext } = await keyward.generateToken(ada, { name: 'marked', revokeAtSignOut: true })
  const put = (active: boolean) => keyward.members.put({ ...ADA, role: 'admin', name: 'Ada', active })
  await put(false)
  assert.equal((await keyward.members.signedOut(ADA)).revoked.length, 1)
  await put(true)
  assert.equal((await keyward.verify(plaintext)).valid, false)
})

test('[R6] the mark is changed later, and only a personal token has it', async (t) => {
  const { keyward, person } = await openHouse(t)
  const ada = await person('admin', 'ada')
  const { token } = await keyward.generateToken(ada, { name: 'late' })
  assert.equal(token.revokeAtSignOut, false)
  const { token: marked } = await keyward.updateToken(ada, { tokenId: token.id, revokeAtSignOut: true })
  assert.equal(marked.revokeAtSignOut, true)
  assert.deepEqual((await keyward.members.signedOut(ADA)).revoked, [token.id])

  const machine = await keyward.generateToken(ada, { name: 'machine', owner: 'organization' })
  for (const attempt of [
    keyward.generateToken(ada, { name: 'x', owner: 'organization', revokeAtSignOut: true }),
    keyward.updateToken(ada, { tokenId: machine.token.id, revokeAtSignOut: true }),
  ])
    await assert.rejects(attempt, {
      code: 'request_invalid',
      message: /^revokeAtSignOut: only a personal token/,
    })
})

test('[R6] a sign-out of somebody unknown says so', async (t) => {
  const { keyward } = await openHouse(t)
  await assert.rejects(keyward.members.signedOut(ADA), { code: 'member_not_found' })
  await assert.rejects(keyward.members.signedOut({ ...ADA, organization: 'rival' }), {
    code: 'organization_not_found',
  })
})

test('[R6] by the organisation’s policy every personal token goes at a sign-out, marked or not', async (t) => {
  const { keyward, person, host } = await openHouse(t)
  const ada = await person('admin', 'ada')
  const { token, plaintext } = await keyward.generateToken(ada, { name: 'unmarked' })
  const { policy } = await keyward.getSettings(host, {})
  await keyward.updateSettings(host, { policy: { ...policy, revokeAtSignOut: true } })
  assert.deepEqual((await keyward.members.signedOut(ADA)).revoked, [token.id])
  assert.equal((await keyward.verify(plaintext)).valid, false)
})
