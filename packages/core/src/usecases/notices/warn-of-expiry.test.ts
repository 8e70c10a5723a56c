import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openHouse } from '../../../test/house.ts'
import { addMany } from '../../../test/many-tokens.ts'
import { watchTurns } from '../../../test/turns.ts'
import { realTimers } from '../../real-world.ts'
import type { Timers } from '../../world.ts'

const MANY = 5000
const DAY_MS = 86_400_000
/** Thread time of one turn. A slice takes a tenth of it; the rest is for a collection of garbage on a busy machine. */
const MOST_CPU_MS = 150

/** What comes each minute comes at once. */
const HURRIED: Timers = {
  ...realTimers,
  afterInBackground: (ms, work) => realTimers.afterInBackground(Math.min(ms, 50), work),
}

test('[B8] thousands of tokens that expire on one day are warned of in slices, each once, while others are served', async (t) => {
  const house = await openHouse(t)
  const { keyward, host, clock } = house
  await keyward.members.put({
    organization: 'acme',
    externalId: 'ada',
    role: 'admin',
    name: 'Ada',
    email: 'ada@acme.example',
  })
  await addMany(house, MANY)
  const expiresAt = clock.now() + DAY_MS
  const db = new DatabaseSync(join(house.dir, 'keyward.db'), { timeout: 5000 })
  db.prepare('update token set expires_at = ?, expires_sort = ?').run(expiresAt, expiresAt)
  db.prepare('insert into expiry_warning select id, organization_id, 1, ?, ? from token order by id').run(
    clock.now(),
    expiresAt,
  )
  const left = () => Number(db.prepare('select count(*) as n from expiry_warning').get()?.n)
  assert.equal(left(), MANY)
  const lists: number[] = []
  await house.another({ timers: HURRIED })
  const watch = watchTurns(() => {})
  for (const begun = Date.now(); left() > 0 && Date.now() - begun < 120_000; ) {
    const asked = performance.now()
    await keyward.listTokens(host, { limit: 50 })
    lists.push(performance.now() - asked)
    await sleep(5)
  }
  const { longestMs, turns } = watch()
  t.diagnostic(
    `longest of ${turns} turns ${longestMs.toFixed(1)} ms of CPU; ${lists.length} lists, the slowest ${Math.max(...lists).toFixed(0)} ms`,
  )
  const told = db.prepare(`select sum(count) as told from notice where kind = 'token.expiring'`).get()
  db.close()
  assert.equal(told?.told, MANY)
  assert.ok(longestMs < MOST_CPU_MS, `${longestMs} ms`)
})
