import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openServerPlace, SERVER_ENV, startHere } from '../parts/claimed-server.ts'
import { startServerProcess } from '../parts/server-process.ts'

const CODE = /enter this code: (\S+)/

test('two servers started at once on one empty data folder share it: one code, and a revoke counts at both', async (t) => {
  const place = openServerPlace(t)
  const { folder } = place
  const { KEYWARD_SETUP_CODE: _, ...env } = SERVER_ENV
  const servers = await Promise.all([0, 1].map(() => startServerProcess({ folder, env })))
  for (const server of servers) place.atEnd(() => server.stop('SIGKILL'))
  const [one, other] = servers
  assert.ok(one && other)
  const codes = servers.flatMap((server) => CODE.exec(server.printed())?.[1] ?? [])
  assert.equal(codes.length, 1, servers.map((server) => server.printed()).join())

  const made = await one.ask('POST', '/v1/setup', {
    body: {
      code: codes[0],
      organization: { name: 'Acme' },
      owner: { name: 'Ada Berg', email: 'ada@acme.example', password: 'correct horse battery' },
      verifyToken: { name: 'service' },
    },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { plaintext, token } = made.body.verifyToken
  for (const server of servers)
    assert.equal((await server.ask('GET', '/v1/verify', { as: plaintext })).status, 200)

  const cookie = made.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const revoked = await other.ask('POST', `/v1/tokens/${token.id}/revoke`, {
    headers: { cookie, origin: other.url },
    body: {},
  })
  assert.equal(revoked.status, 200, JSON.stringify(revoked.body))
  for (const server of servers)
    assert.equal((await server.ask('GET', '/v1/verify', { as: plaintext })).body.code, 'token_revoked')
  for (const server of servers) assert.deepEqual((await server.stop()).code, 0)
  const again = await startHere(place)
  assert.equal((await again.ask('GET', '/v1/verify', { as: plaintext })).body.code, 'token_revoked')
  await again.stop()
})
