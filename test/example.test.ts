import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'example-'))
const env = { ...process.env, NOTES_DATA_DIR: folder, NOTES_PORT: '0' }
const run = promisify(execFile)

let api: ChildProcess | undefined
after(async () => {
  await stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the example as its README says, and answers what it printed up to a mark. */
async function start(mark: RegExp): Promise<string> {
  const child = spawn('npm', ['run', 'start', '-w', '@keyward/example-notes-api'], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  api = child
  let printed = ''
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += chunk
    if (mark.test(printed)) return printed
  }
  throw new Error(`The example ended: ${printed}`)
}

async function stop(): Promise<void> {
  const child = api
  api = undefined
  if (child?.pid === undefined || child.exitCode !== null) return
  process.kill(-child.pid, 'SIGTERM')
  await once(child, 'exit')
}

const bash = async (script: string) => (await run('bash', ['-c', script])).stdout

const admin = async (...words: string[]) => {
  const [flag = '', script = ''] = ['--conditions=keyward-source', 'examples/notes-api/src/admin.ts']
  return (await run(process.execPath, [flag, script, ...words], { cwd: ROOT, env })).stdout
}

async function statusOf(address: string | undefined, token: string): Promise<number> {
  return (await fetch(`${address}/notes`, { headers: { authorization: `Bearer ${token}` } })).status
}

test('the example’s first start prints a token and three requests: 401, 200, 403', async () => {
  const printed = await start(/"Mine"\}'\n/)
  const [token = '', ...requests] = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(TOKEN=|curl )/.test(line))
  const answers = requests.map((request) => bash(`${token}; ${request.replace('curl', 'curl -s')}`))
  assert.deepEqual(
    (await Promise.all(answers)).map((answer) => answer.split(' ')[1]),
    ['401', '200', '403'],
  )
})

test('[A8] what the example’s command revokes, the running API refuses; what it had counted outlives its end', async () => {
  await stop()
  const address = /listens on (\S+)\n/.exec(await start(/listens on \S+\n/))?.[1]
  const [token = ''] = (await admin('generate', 'ada', 'Phone', 'full_access')).split('\n')
  const [, id = ''] = token.split('_')
  assert.equal(await statusOf(address, token), 200)
  assert.match(await admin('revoke', 'ada', id), /"Phone" is revoked/)
  assert.equal(await statusOf(address, token), 401)
  await stop()
  assert.match(await admin('tokens', 'ada'), new RegExp(`${id} .* Phone {2}revoked {2}last used`))
})
