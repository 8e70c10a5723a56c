// Makes the package in whose folder npm runs it ready to be packed: a fresh dist, the licence, the server's console.
import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { ROOT } from './vite.ts'

const folder = process.cwd()
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

// Files of sources that are gone would be packed too.
for (const left of ['dist', 'tsconfig.tsbuildinfo'])
  rmSync(join(folder, left), { recursive: true, force: true })
run(tsc, '-b', folder, '--checkers', '1')
copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
if (basename(folder) === 'server') run(join(ROOT, 'scripts/build-console.ts'))

function run(...words: string[]): void {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
