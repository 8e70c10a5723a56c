// Every command and program that README and guides show is run as it stands, and what they show is compared.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SHOWN_ADDRESS = 'http://localhost:4117'
const run = promisify(execFile)

/** Added to the end of an embedding program: says what became of its token. */
const OUTCOME = `
const after = await keyward.verify(plaintext)
console.log(verdict.valid, after.valid || after.code)
await keyward.close()
`

type Fence = { language: string; part: string; text: string }

/** Fences whose info string names a part: start, tour, embed. */
function readFences(path: string): Fence[] {
  const found = readFileSync(join(ROOT, path), 'utf8').matchAll(/^```(\w+) (\w+)\n([\s\S]*?)^```$/gm)
  return [...found].map(([, language = '', part = '', text = '']) => ({ language, part, text }))
}

/** What a document shows, as a pattern: … stands for anything. */
function patternOf(shown: string): RegExp {
  const escaped = shown.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('…', '[\\s\\S]*?')}$`)
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the command that starts a server, on a free port and an empty data folder. */
async function startServer(command: string, folder: string): Promise<{ url: string; server: ChildProcess }> {
  const env = { ...process.env, KEYWARD_PORT: '0', KEYWARD_DATA_DIR: join(folder, 'data') }
  const server = spawn('bash', ['-c', command], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const chunk of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += chunk
    const [, url] = /running at (\S+)\s/.exec(printed) ?? []
    if (url) return { url, server }
  }
  throw new Error(`The server ended: ${printed}`)
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null) return
  process.kill(-server.pid, 'SIGTERM')
  await once(server, 'exit')
}

/** Runs all commands in one shell, and answers what each printed. */
async function runCommands(commands: readonly string[], folder: string): Promise<string[]> {
  const script = commands.map((command) => `${command}\nprintf '\\0'`).join('\n')
  const { stdout } = await run('bash', ['-c', script], { cwd: folder })
  return stdout.split('\0').map((answer) => answer.trim())
}

for (const document of [
  'README.md',
  'docs/guide/serve.md',
  'docs/guide/catalogue.md',
  'docs/guide/graphql.md',
])
  test(`every command in ${document} does what the page shows`, () =>
    withFolder(async (folder) => {
      const fences = readFences(document)
      const start = fences.find((fence) => fence.part === 'start')
      assert.ok(start, `${document} starts no server`)
      const { url, server } = await startServer(start.text, folder)
      try {
        const here = (text: string) => text.replaceAll(SHOWN_ADDRESS, url)
        const steps = fences.filter((fence) => fence.part === 'tour')
        const commands = steps.filter((fence) => fence.language === 'sh').map((fence) => here(fence.text))
        const answers = await runCommands(commands, folder)
        let at = -1
        for (const { language, text } of steps)
          if (language === 'sh') at += 1
          else assert.match(answers[at] ?? '', patternOf(here(text)), commands[at])
      } finally {
        await stop(server)
      }
    }))

test('the programs that README and guide embed Keyward in type-check and run', () =>
  withFolder(async (folder) => {
    const programs = { readme: 'README.md', guide: 'docs/guide/embed.md' }
    for (const [name, document] of Object.entries(programs)) {
      const shown = readFences(document).filter((fence) => fence.part === 'embed')
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'program.ts'), shown.map((fence) => fence.text).join('\n') + OUTCOME)
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const compilerOptions = { noEmit: true, allowImportingTsExtensions: true }
    const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions, include: ['*/program.ts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
    const checking = run(process.execPath, [compiler, '-p', '.'], { cwd: folder })
    const { stdout: faults } = await checking.catch((failed) => failed)
    assert.doesNotMatch(faults, /^(?:readme|guide)\/.*/m)
    for (const name of Object.keys(programs)) {
      const program = ['--conditions=keyward-source', 'program.ts']
      const { stdout } = await run(process.execPath, program, { cwd: join(folder, name) })
      assert.equal(stdout.trim(), 'true token_revoked', name)
    }
  }))
