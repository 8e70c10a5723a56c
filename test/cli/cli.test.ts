// The shell, as people and scripts use it: each transcript is typed to the real command against the real server.
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import { installCommand } from './shell-command.ts'
import { patternOf, readTranscript, runSteps } from './transcript.ts'

const HERE = import.meta.dirname

/** Rows that a transcript completes, beside those that show the shell itself. */
const ROWS: Record<string, string> = { audit: 'B9', conditions: 'B11', leaked: 'B10', scan: 'B10' }

for (const path of globSync('transcripts/*.txt', { cwd: HERE }).sort())
  test(`[${ROWS[basename(path, '.txt')] ?? 'B14'}] the shell does what ${basename(path, '.txt')} shows`, async (t) => {
    const place = openServerPlace(t)
    const { server, manager, mint } = await startClaimedServer(place)
    const admin = await mint('admin', ['notes/*:*', 'keyward/*:*'])
    const env = { ...installCommand(place.folder), SERVER: server.url, MANAGER: manager, ADMIN: admin }
    const steps = readTranscript(join(HERE, path))
    assert.ok(steps.length > 0)
    const ran = await runSteps(steps, { folder: place.folder, env })
    for (const [at, step] of steps.entries()) {
      const { out = '', err = '', status } = ran[at] ?? {}
      const shown = `$ ${step.command}\n${out}${err}`
      assert.match(out.trim(), patternOf(step.out), shown)
      assert.match(err.trim(), patternOf(step.err), shown)
      assert.equal(status, step.status, shown)
      assert.doesNotMatch(err, /^ +at .*:\d+:\d+/m, shown)
    }
  })
