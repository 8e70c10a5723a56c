import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openHouse } from '../../../test/house.ts'

test('a flush that has answered has written everything gathered before it, also what another flush had taken', async (t) => {
  const { keyward, host, dir } = await openHouse(t)
  const { plaintext } = await keyward.generateToken(host, { name: 'ci', owner: 'organization' })
  for (let calls = 0; calls < 3; calls++) await keyward.verify(plaintext)
  const database = new DatabaseSync(join(dir, 'keyward.db'), { readOnly: true })
  t.after(() => database.close())
  const counted = database.prepare('select sum(count) as calls from usage_hour')
  const early = keyward.flush()
  await keyward.flush()
  assert.equal(counted.get()?.calls, 3)
  await early
})
