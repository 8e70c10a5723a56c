import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { operations } from '@keyward/contract'
import { openSetUpServer } from './parts/house.ts'
import type { Write, Writes } from './writes/writes.ts'
import { WRITES_ON_ACCOUNTS } from './writes/writes-on-accounts.ts'
import { WRITES_ON_PEOPLE } from './writes/writes-on-people.ts'
import { WRITES_ON_TOKENS } from './writes/writes-on-tokens.ts'
import { WRITES_ON_WEBHOOKS } from './writes/writes-on-webhooks.ts'

/** A new operation that changes something does not compile until it stands here. */
const WRITES: Writes = {
  ...WRITES_ON_TOKENS,
  ...WRITES_ON_PEOPLE,
  ...WRITES_ON_ACCOUNTS,
  ...WRITES_ON_WEBHOOKS,
}
/** Without a mail server there is nothing to try. */
const FAILS: readonly string[] = ['sendTestMail']

test('[B9] every operation that changes something tells exactly one audit event of its own, or as many as there is a reason for', async (t) => {
  const house = await openSetUpServer(t)
  const database = new DatabaseSync(join(house.dir, 'keyward.db'), { readOnly: true })
  t.after(() => database.close())
  const told = database.prepare('select kind from audit_event order by rowid')
  const kinds = () => told.all().map(({ kind }) => kind)
  for (const [name, [tells, prepare]] of Object.entries<Write>(WRITES))
    await t.test(typeof tells === 'string' ? name : `${name}: ${tells.because}`, async () => {
      const act = await prepare({ ...house, owner: await house.signIn() })
      const before = kinds().length
      const { status, text } = await act()
      if (!FAILS.includes(name)) assert.ok(status < 300, text)
      assert.deepEqual(kinds().slice(before), typeof tells === 'string' ? [tells] : tells.tells)
    })
})

test('[B9] what is called safe to repeat, or read, tells nothing: the table above leaves out nothing else', () => {
  const left = Object.entries(operations).filter(([name]) => !(name in WRITES) && name !== 'setUp')
  for (const [name, operation] of left)
    assert.ok(operation.method === 'GET' || ('repeats' in operation && operation.repeats === 'safely'), name)
})
