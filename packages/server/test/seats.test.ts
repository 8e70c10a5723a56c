import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, openSetUpServer } from './parts/house.ts'

test('[R4] of 100 personal tokens generated at once exactly ten live, round after round', async (t) => {
  const { ask, owner } = await openSetUpServer(t, { seats: 10 })
  for (let round = 0; round < 50; round++) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        ask('POST', '/v1/tokens', { as: owner, body: { name: `token ${n}` } }),
      ),
    )
    const made = answers.filter(({ status }) => status === 201)
    assert.equal(made.length, 10, `round ${round}`)
    const refused = answers.find(({ status }) => status !== 201)
    assert.deepEqual([refused?.status, refused?.body.code], [409, 'seats_taken'])
    assert.match(refused?.body.detail, /10 of 10/)
    const ids = made.map(({ body }: Answer) => body.token.id)
    const ended = await ask('POST', '/v1/tokens/revoke', {
      as: owner,
      body: { selection: { ids }, expected: 10 },
    })
    assert.equal(ended.status, 200, ended.text)
  }
})

test('[R4] re-approving takes a seat again, and lowering the number ends nothing', async (t) => {
  const { ask, owner } = await openSetUpServer(t, { seats: 2 })
  const generate = () => ask('POST', '/v1/tokens', { as: owner, body: { name: 'own' } })
  const [first, second] = [await generate(), await generate()]
  const reinstate = () => ask('POST', `/v1/tokens/${first.body.token.id}/reinstate`, { as: owner })
  await ask('POST', `/v1/tokens/${first.body.token.id}/revoke`, { as: owner, body: {} })
  assert.equal((await generate()).status, 201)
  assert.equal((await reinstate()).body.code, 'seats_taken')
  await ask('PATCH', '/v1/settings', { as: owner, body: { seatsPerMember: 1 } })
  assert.equal((await ask('GET', '/v1/verify', { as: second.body.plaintext })).status, 200)
  assert.equal((await generate()).body.code, 'seats_taken')
})
