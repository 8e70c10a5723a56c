// The guide's day's work, typed line by line to the real command, and what the page shows compared.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import { installCommand } from './shell-command.ts'
import { parseTranscript, patternOf, runSteps } from './transcript.ts'

const GUIDE = join(import.meta.dirname, '../../docs/guide/cli.md')
const SHOWN_ADDRESS = 'http://localhost:4117'

test("[B14] the guide's day's work from the shell does what the page shows", async (t) => {
  const [, tour = ''] = /^```console tour\n([\s\S]*?)^```$/m.exec(readFileSync(GUIDE, 'utf8')) ?? []
  const place = openServerPlace(t)
  const { server, mint } = await startClaimedServer(place)
  writeFileSync(join(place.folder, 'admin.token'), await mint('admin', ['notes/*:*', 'keyward/*:*']))
  const steps = parseTranscript(tour.replaceAll(SHOWN_ADDRESS, server.url))
  assert.ok(steps.length > 10)
  // A terminal shows both outputs as one.
  const typed = steps.map((step) => ({ ...step, command: `{ ${step.command}\n} 2>&1` }))
  const ran = await runSteps(typed, { folder: place.folder, env: installCommand(place.folder) })
  for (const [at, { command, out }] of steps.entries())
    assert.match((ran[at]?.out ?? '').trim(), patternOf(out), `$ ${command}`)
})
