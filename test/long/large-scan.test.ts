// A scan of what is far larger than memory should hold.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { installCommand } from '../cli/shell-command.ts'

const LARGE = 2 ** 31
const MOST_MB = 256
const VECTORS = join(import.meta.dirname, '../../docs/token-format/vectors.json')

test('[B10] a file of 2 GB without a line break is scanned to its end in flat memory', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-scan-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [token] = JSON.parse(readFileSync(VECTORS, 'utf8')).valid
  writeFileSync(join(folder, 'large'), '')
  truncateSync(join(folder, 'large'), LARGE)
  appendFileSync(join(folder, 'large'), token.text)
  const told = "process.on('exit', () => console.error(process.resourceUsage().maxRSS))"
  const env = {
    ...installCommand(folder),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(told)}`,
  }
  const { out, err, status } = await new Promise<{ out: string; err: string; status: number }>((resolve) => {
    execFile(join(folder, 'keyward'), ['scan', 'large'], { cwd: folder, env }, (error, out, err) =>
      resolve({ out, err, status: Number(error?.code ?? 0) }),
    )
  })
  assert.equal(status, 8, err)
  assert.equal(out, `large:1  ${token.masked}  ${token.id}\n`)
  const megabytes = Number(err.trim().split('\n').at(-1)) / 1024
  assert.ok(megabytes > 10 && megabytes < MOST_MB, `${megabytes} MB`)
  t.diagnostic(`2 GB scanned in ${Math.round(megabytes)} MB of memory`)
})
