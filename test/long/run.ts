// The long run: every *.test.ts in this folder, one at a time.
// `--ci` gives each a slice of at most a few minutes; without it they run for as long as they like.
// A long test reads which from KEYWARD_LONG: `ci` or `full`.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { ROOT } from '../../scripts/vite.ts'

const length = process.argv.includes('--ci') ? 'ci' : 'full'
const files = globSync('**/*.test.ts', {
  cwd: import.meta.dirname,
  exclude: (path) => path.includes('node_modules'),
}).sort()
const flags = ['--conditions=keyward-source', '--test', '--test-concurrency=1']
const run = spawnSync(process.execPath, [...flags, ...files], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
  env: { ...process.env, KEYWARD_LONG: length, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/compiled` },
})
process.exit(run.status ?? 1)
