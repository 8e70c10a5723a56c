import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planWarnings, warnFrom } from './expiry.ts'
import { nextMorning } from './next-morning.ts'

const DAY_MS = 86_400_000
const anyInstant = fc.integer({ min: 0, max: Date.UTC(2100, 0) })

test('[B8] a warning is planned if, and only if, at least twice its time was left when the end was set', () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 0, max: 60 * DAY_MS }), (setAt, life) => {
      const expiresAt = setAt + life
      const planned = planWarnings(expiresAt, setAt)
      for (const days of [7, 1]) {
        const warning = planned.find((each) => each.days === days)
        assert.equal(warning !== undefined, life >= 2 * days * DAY_MS)
        if (warning) assert.equal(warning.dueAt, expiresAt - days * DAY_MS)
      }
      assert.equal(
        warnFrom(expiresAt, setAt),
        planned.length > 0 ? Math.min(...planned.map((each) => each.dueAt)) : null,
      )
    }),
  )
  assert.deepEqual(planWarnings(null, 0), [])
  assert.equal(warnFrom(null, 0), null)
})

test('a digest goes out at the next eight o’clock of its time zone, also where clocks change', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ]
  fc.assert(
    fc.property(anyInstant, fc.constantFrom(...zones), (now, timeZone) => {
      const morning = nextMorning(now, timeZone)
      assert.ok(morning > now && morning <= now + 49 * 3_600_000, `${morning - now}`)
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(morning)
      assert.equal(shown, '08:00:00')
    }),
  )
})
