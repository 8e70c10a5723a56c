// A bulk revocation of 100,000 tokens, its undoing and more, while verification goes on in the same thread.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { Measured } from './bulk-work.ts'

const WORK = join(import.meta.dirname, 'bulk-work.ts')
/** Thread time that one turn of the event loop may take: a third of a slice takes 4 ms, a collection or a cold start more. */
const MOST_CPU_MS = 100

test('[L6] 100,000 tokens are previewed, revoked, brought back and held to a policy, and verification never waits long', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=keyward-source', WORK])
  const all: Measured[] = JSON.parse(stdout)
  for (const { what, ms, cpuMs, turns, longestMs } of all) {
    t.diagnostic(
      `${what}: ${ms} ms, ${cpuMs} ms of CPU, longest of ${turns} turns ${longestMs.toFixed(1)} ms of CPU`,
    )
    assert.ok(longestMs < MOST_CPU_MS, `${what}: ${longestMs} ms`)
  }
  assert.equal(all.length, 7)
})
