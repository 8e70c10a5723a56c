// GraphQL over HTTP, by the audit suite of its reference implementation: each audit is a test of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { openSetUpServer } from '../../test/parts/house.ts'

test('[B13] /graphql keeps GraphQL over HTTP: all 61 audits of graphql-http pass', async (t) => {
  const { app, holding } = await openSetUpServer(t)
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`
  const authorization = `Bearer ${await holding()}`
  const fetchFn = (input: string, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization } })
  const audits = serverAudits({ url, fetchFn })
  assert.equal(audits.length, 61)
  for (const audit of audits)
    await t.test(audit.name, async () => {
      const result = await audit.fn()
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : '')
    })
})
