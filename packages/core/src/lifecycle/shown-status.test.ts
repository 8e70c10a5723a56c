import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ShownStatus, Status } from '@keyward/contract'
import { shownStatus } from './shown-status.ts'

const NOW = Date.UTC(2026, 0, 1)

const ROWS: [status: Status, expiresAt: number | null, ownerActive: boolean, shown: ShownStatus][] = [
  ['active', null, true, 'active'],
  ['active', NOW + 1, true, 'active'],
  ['active', NOW, true, 'expired'],
  ['active', NOW - 1, true, 'expired'],
  ['active', null, false, 'stopped'],
  ['active', NOW + 1, false, 'stopped'],
  ['active', NOW, false, 'expired'],
  ['pending', null, true, 'pending'],
  ['pending', NOW + 1, false, 'pending'],
  ['pending', NOW, true, 'expired'],
  ['revoked', null, true, 'revoked'],
  ['revoked', NOW, true, 'revoked'],
  ['revoked', NOW, false, 'revoked'],
]

for (const [status, expiresAt, ownerActive, shown] of ROWS)
  test(`${status}, expiry ${expiresAt === null ? 'never' : expiresAt - NOW}, owner ${ownerActive ? 'active' : 'inactive'}: shown as ${shown}`, () => {
    assert.equal(shownStatus({ status, expiresAt, ownerActive }, NOW), shown)
  })
