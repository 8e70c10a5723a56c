// Builds the console into packages/server/console, unless what is there was built from these very sources.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { CONSOLE, ROOT, VITE } from './vite.ts'

const INPUTS = [
  'package-lock.json',
  'tsconfig.base.json',
  'packages/console/{index.html,package.json,tsconfig.json,vite.config.ts}',
  'packages/console/{src,public}/**/*.*',
  'packages/{client,contract}/package.json',
  'packages/{client,contract}/src/**/*.ts',
]
const BUILT = join(ROOT, 'packages/server/console')
const STAMP = join(BUILT, 'built-from.txt')

const fingerprint = sourcesFingerprint()
if (process.argv.includes('--always') || readStamp() !== fingerprint) {
  const vite = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'warn'], {
    cwd: CONSOLE,
    stdio: 'inherit',
  })
  if (vite.status !== 0) process.exit(vite.status ?? 1)
  compressAssets()
  writeFileSync(STAMP, fingerprint)
}

/** Puts a brotli and a gzip copy beside each text asset, for the server to send to browsers that take them. */
function compressAssets(): void {
  for (const file of globSync('assets/*.{js,css}', { cwd: BUILT })) {
    const path = join(BUILT, file)
    const content = readFileSync(path)
    writeFileSync(`${path}.br`, brotliCompressSync(content))
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  }
}

function sourcesFingerprint(): string {
  const hash = createHash('sha256')
  for (const file of globSync(INPUTS, { cwd: ROOT }).sort()) {
    if (file.endsWith('.test.ts')) continue
    hash.update(`${file.replaceAll('\\', '/')}\0`).update(readFileSync(join(ROOT, file)))
  }
  return hash.digest('hex')
}

function readStamp(): string | undefined {
  try {
    return readFileSync(STAMP, 'utf8')
  } catch {
    return undefined
  }
}
