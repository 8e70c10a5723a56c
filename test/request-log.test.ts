import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openServerPlace, startClaimedServer } from './parts/claimed-server.ts'

const SELECTION = { selection: { ids: ['0000000000000000'] } }
const PREVIEW = 'query { previewRevocation(selection: { ids: ["0000000000000000"] }) { tokens } }'
const RENEW = 'mutation { regenerateSelf(input: { graceMs: 0 }) { receipt { sequence } } }'

test('what changes nothing is no line of the log, by REST as by GraphQL; a change and a failure are one each', async (t) => {
  const { server, manager, mint } = await startClaimedServer(openServerPlace(t), {
    env: { KEYWARD_LOG_LEVEL: 'info' },
  })
  const ask = async (path: string, body: object, as = manager) =>
    (await server.ask('POST', path, { as, body })).body
  assert.equal((await ask('/v1/tokens/preview-revocation', SELECTION)).tokens, 0)
  const { data, errors } = await ask('/graphql', { query: PREVIEW })
  assert.equal(data?.previewRevocation.tokens, 0, JSON.stringify(errors))
  const own = await mint('own', ['keyward/api-tokens:read'])
  await ask('/v1/tokens/preview-revocation', { selection: {} })
  assert.ok((await ask('/graphql', { query: RENEW }, own)).data)
  const { stdout } = await server.stop()
  const told = stdout
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'))
    .map((line) => JSON.parse(line))
    .map(({ route, status }) => `${route} ${status}`)
  // A line is written once an answer has gone out, which whoever asked may hear of first and ask the next.
  assert.deepEqual(told.sort(), [
    '/graphql 200',
    '/v1/setup 201',
    '/v1/tokens 201',
    '/v1/tokens 201',
    '/v1/tokens/preview-revocation 400',
  ])
})
