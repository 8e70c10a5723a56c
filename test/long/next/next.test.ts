// The Next example under Next itself: copied out, installed with the packed client, built, started, asked.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { checkNotes, openDoors } from '../../doors/guarded-notes.ts'
import { freePort } from '../../parts/free-port.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BUILT = ['node_modules', '.next', 'next-env.d.ts']

test('[L1] [B14] the Next example builds, its types checked by Next, and guards its route handlers', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-next-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const project = join(folder, 'example')
  cpSync(join(ROOT, 'examples/next'), project, {
    recursive: true,
    filter: (path) => !BUILT.includes(basename(path)),
  })
  run('npm', ROOT, 'pack', '--pack-destination', folder, '-w', 'packages/contract', '-w', 'packages/client')
  run('npm', project, 'ci', '--prefer-offline', '--no-audit', '--no-fund')
  run('npm', project, 'install', '--no-save', '--no-audit', '--no-fund', ...globSync(`${folder}/*.tgz`))
  const next = join(project, 'node_modules/next/dist/bin/next')
  run(process.execPath, project, next, 'build')

  const { url, house, tokens } = await openDoors(t)
  const port = await freePort()
  const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: project,
    env: { ...env(), KEYWARD_URL: url, KEYWARD_CREDENTIAL: house.verifier },
    stdio: 'inherit',
  })
  t.after(async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  })
  const address = `http://127.0.0.1:${port}`
  await answering(address)
  await checkNotes(address, tokens)
})

function run(command: string, cwd: string, ...words: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, env: env(), encoding: 'utf8' })
  assert.equal(status, 0, `${command} ${words.join(' ')}: ${stdout}${stderr}`)
}

/** This Node.js first, and none of this run's own settings. */
function env(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, NODE_TEST_CONTEXT, ...rest } = process.env
  return {
    ...rest,
    NEXT_TELEMETRY_DISABLED: '1',
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
  }
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer) return
    await sleep(100)
  }
  assert.fail(`nothing answers at ${address}`)
}
