import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { operations } from '@keyward/contract'
import { fetchDocument } from './document.ts'

const REDOCLY = fileURLToPath(new URL('./redocly', import.meta.url))
const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'keyward-openapi-'))
after(() => rmSync(folder, { recursive: true }))

let text = ''
before(async () => {
  text = await fetchDocument()
})

test('the served document holds every operation of the contract, and no reference in it leads nowhere', () => {
  const document = JSON.parse(text)
  for (const [name, { method, path }] of Object.entries(operations))
    assert.equal(document.paths[path]?.[method.toLowerCase()]?.operationId, name)
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
  const missing = references.filter((name) => !(String(name) in document.components.schemas))
  assert.deepEqual(missing, [])
})

test('[B15] every parameter of every operation says what it is, and every answer shows an example', () => {
  const document = JSON.parse(text)
  const undescribed: string[] = []
  for (const [name, { method, path }] of Object.entries(operations)) {
    const described = document.paths[path][method.toLowerCase()]
    for (const parameter of described.parameters ?? [])
      if (!parameter.description && !parameter.$ref) undescribed.push(`${name}: ${parameter.name}`)
    for (const [status, { content = {} }] of Object.entries<{ content?: object }>(described.responses))
      for (const shown of status.startsWith('2') ? Object.values(content) : [])
        if (shown.example === undefined) undescribed.push(`${name}: ${status}`)
  }
  assert.deepEqual(undescribed, [])
})

test('[B15] the served document passes the recommended rules of Redocly', async () => {
  const served = join(folder, 'openapi.json')
  writeFileSync(served, text)
  await installRedocly()
  const { code, told } = await lint(served)
  assert.equal(code, 0, told)
  assert.doesNotMatch(told, /warning/i)

  // A rule that is broken is told: this suite would notice.
  const broken = join(folder, 'broken.json')
  writeFileSync(broken, text.replace('"operationId":"generateToken"', '"operationId":"listTokens"'))
  assert.match((await lint(broken)).told, /operationId/)
})

async function installRedocly(): Promise<void> {
  await run('npm', ['ci', '--ignore-scripts', '--prefer-offline'], { cwd: REDOCLY })
}

async function lint(file: string): Promise<{ code: unknown; told: string }> {
  const redocly = join(REDOCLY, 'node_modules/@redocly/cli/bin/cli.js')
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  return run(process.execPath, [redocly, 'lint', '--extends=recommended', '--max-problems=20', file], {
    env: { ...process.env, ...quiet },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, told: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, told: stdout + stderr }),
  )
}
