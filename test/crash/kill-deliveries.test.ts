import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killDeliveries } from './kill-deliveries.ts'
import { takeSeed } from './seed.ts'

test('[B8] kill -9 while messages are posted loses none, and posts none again that was written down as delivered', async (t) => {
  const { messages, again, faults } = await killDeliveries(t, 4, takeSeed(t))
  t.diagnostic(`${messages} messages, ${again} of them posted again`)
  assert.deepEqual(faults, [])
})
