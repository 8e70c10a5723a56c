// Runs the tests: all but the long ones, or only the files, folders and globs named as arguments.
// A word that starts with a dash goes to node as it is: --test-name-pattern=…
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from './vite.ts'

const EVERYTHING = ['packages/*/src', 'packages/*/test', 'examples', 'test', 'bench', 'scripts']
const NEVER = ['node_modules', 'dist', 'long']

const words = process.argv.slice(2)
const places = words.filter((word) => !word.startsWith('-'))
const mistyped = places.filter((place) => filesAt(place).length === 0)
if (mistyped.length > 0) {
  console.error(`No test file at ${mistyped.join(', ')}`)
  process.exit(1)
}
const files = [...new Set((places.length > 0 ? places : EVERYTHING).flatMap(filesAt))].sort()

// What is in the browser is what was built, and must be of these sources.
if (files.some(opensConsole)) runOrEnd(['scripts/build-console.ts'])
const flags = ['--conditions=keyward-source', '--test', '--test-concurrency=2', '--test-timeout=300000']
runOrEnd([...flags, ...words.filter((word) => word.startsWith('-')), ...files])

function filesAt(place: string): string[] {
  return globSync(place, { cwd: ROOT }).flatMap((found) =>
    statSync(join(ROOT, found)).isDirectory()
      ? globSync(`${found}/**/*.test.ts`, { cwd: ROOT, exclude: (path) => NEVER.includes(basename(path)) })
      : [found],
  )
}

function opensConsole(file: string): boolean {
  return readFileSync(join(ROOT, file), 'utf8').includes('parts/open-console.ts')
}

function runOrEnd(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    // Hundreds of processes load the same sources: half of a start is stripping and compiling them.
    env: { ...process.env, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/compiled` },
  })
  if (status !== 0) process.exit(status ?? 1)
}
