import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from './parts/house.ts'

test('a token that is revoked while it mints mints nothing more once the revocation has answered, 200 rounds', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const access = { kind: 'custom', scopes: ['keyward/api-tokens:create', 'keyward/api-tokens:read'] }
  const child = { name: 'child', access: { kind: 'custom', scopes: ['keyward/api-tokens:read'] } }
  for (let round = 0; round < 200; round++) {
    const minter = await house.generate({ name: `minter ${round}`, owner: 'organization', access })
    const mint = () => ask('POST', '/v1/tokens', { as: minter.plaintext, body: child })
    const minting = Array.from({ length: 5 }, mint)
    const revoked = await ask('POST', `/v1/tokens/${minter.id}/revoke`, { as: owner, body: {} })
    assert.equal(revoked.status, 200)
    const seen = await house.keyward.listTokens(
      { kind: 'host', organizationId: house.organizationId as never, name: 'test' },
      { search: 'child', limit: 200 },
    )
    const late = await mint()
    assert.deepEqual([late.status, late.body.code], [401, 'token_revoked'], `round ${round}`)
    const made = (await Promise.all(minting)).flatMap(({ status, body }) =>
      status === 201 ? [body.token.id] : [],
    )
    const known = new Set<string>(seen.tokens.map(({ id }) => id))
    for (const id of made) assert.ok(known.has(id), `round ${round}: ${id} was made after the answer`)
    if (made.length > 0)
      await ask('POST', '/v1/tokens/revoke', {
        as: owner,
        body: { selection: { ids: made }, expected: made.length },
      })
    for (const id of made) await ask('DELETE', `/v1/tokens/${id}`, { as: owner })
  }
})
