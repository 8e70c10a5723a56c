import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runKillRounds } from './kill-rounds.ts'
import { takeSeed } from './seed.ts'

test('kill -9 in the middle of creates and revokes loses nothing acknowledged and revives nothing revoked', async (t) => {
  const { acknowledged, faults } = await runKillRounds(t, 3, takeSeed(t))
  t.diagnostic(`${acknowledged} acknowledged`)
  assert.deepEqual(faults, [])
})
