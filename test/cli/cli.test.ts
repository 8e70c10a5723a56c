// The shell, as people and scripts use it: each transcript is typed to the real command against the real server.
import assert from 'node:assert/strict'
import { chmodSync, globSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import { patternOf, readTranscript, runSteps } from './transcript.ts'

const HERE = import.meta.dirname
const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

for (const path of globSync('transcripts/*.txt', { cwd: HERE }).sort())
  test(`[B14] the shell does what ${basename(path, '.txt')} shows`, async (t) => {
    const place = openServerPlace(t)
    const { server, manager } = await startClaimedServer(place, {
      env: { KEYWARD_CATALOGUE: 'catalogue.json' },
    })
    const command = join(place.folder, 'keyward')
    writeFileSync(
      command,
      `#!/bin/sh\nexec '${process.execPath}' --conditions=keyward-source '${MAIN}' "$@"\n`,
    )
    chmodSync(command, 0o755)
    const outside = Object.entries(process.env).filter(([name]) => !name.startsWith('KEYWARD_'))
    const env = {
      ...Object.fromEntries(outside),
      PATH: `${place.folder}:${process.env.PATH}`,
      XDG_CONFIG_HOME: join(place.folder, 'config'),
      SERVER: server.url,
      MANAGER: manager,
      TZ: 'UTC',
    }
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
