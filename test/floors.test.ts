import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findBrokenFloors } from './floors/floors.ts'

const ROOT = join(import.meta.dirname, '..')

test('no import in the house breaks a floor', () => {
  const files = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: ROOT }).map((file) =>
    file.replaceAll('\\', '/'),
  )
  const broken = files.flatMap((file) => findBrokenFloors(file, readFileSync(join(ROOT, file), 'utf8')))
  assert.ok(files.length > 0)
  assert.deepEqual(broken, [])
})

const BROKEN: [file: string, line: string, says: RegExp][] = [
  [
    'contract/src/ids.ts',
    `import { x } from '@keyward/core'`,
    /contract may not import @keyward\/core: below it nothing/,
  ],
  ['contract/src/ids.ts', `import { createHash } from 'node:crypto'`, /contract runs in browsers/],
  ['contract/src/ids.test.ts', `import { x } from '@keyward/core'`, /contract may not import/],
  [
    'core/src/usecases/presented/verify-token.ts',
    `import type { Server } from 'node:http'`,
    /core knows no HTTP/,
  ],
  ['core/src/create-core.ts', `import fastify from 'fastify'`, /core knows no HTTP/],
  [
    'core/src/usecases/presented/verify-token.ts',
    `export * from '@keyward/server'`,
    /core may not import @keyward\/server/,
  ],
  [
    'core/src/token/format.ts',
    `import { decide } from '../verify/decide.ts'`,
    /core\/token .* core\/verify: below it world\.ts, catalogue, permission/,
  ],
  ['core/src/verify/decide.ts', `import type { Store } from '../ports.ts'`, /core\/verify is pure/],
  ['core/src/audit/chain.ts', `type K = import('kysely').Kysely<unknown>`, /core\/audit is pure: no kysely/],
  [
    'core/src/usecases/tokens/granting/generate-token.ts',
    `import { sql } from 'kysely'`,
    /core\/usecases is pure: no kysely/,
  ],
  [
    'core/src/usecases/tokens/granting/generate-token.ts',
    `import { open } from '../../../storage/sqlite.ts'`,
    /core\/usecases may not import core\/storage/,
  ],
  [
    'core/src/storage/sqlite.ts',
    `import { Cache } from '../cache/token-cache.ts'`,
    /core\/storage may not import core\/cache/,
  ],
  [
    'core/src/usecases/change/change.ts',
    `import { owe } from '../notices/list-notices.ts'`,
    /change may not import notices: below it usecases, rights, outbox/,
  ],
  ['core/src/usecases/misc/a.ts', `import { x } from '../deps.ts'`, /misc stands on no floor/],
  ['core/src/misc/a.ts', `import { x } from '../ports.ts'`, /core\/misc stands on no floor/],
  [
    'core/src/usecases/tokens/granting/generate-token.ts',
    `import { x } from '../../../../../contract/src/ids.ts'`,
    /leaves the package/,
  ],
  [
    'console/src/lib/api.ts',
    `await import('../parts/page.tsx')`,
    /console\/lib may not import console\/parts/,
  ],
  [
    'console/src/parts/page.tsx',
    `export { x } from '../screens/a/b.tsx'`,
    /console\/parts may not import console\/screens/,
  ],
  ['console/src/screens/a/b.tsx', `import { x } from '../c/d.tsx'`, /no screen imports another/],
  [
    'cli/src/commands/list.ts',
    `import { serve } from '@keyward/server'`,
    /cli may not import @keyward\/server/,
  ],
  ['server/src/main.ts', 'await import(name)', /computed name/],
]
for (const [file, line, says] of BROKEN)
  test(`a planted import is named: ${file}: ${line}`, () => {
    const [broken = '', ...more] = findBrokenFloors(`packages/${file}`, `const first = 1\n\n${line}\n`)
    assert.ok(broken.startsWith(`packages/${file}:3: `), broken)
    assert.match(broken, says)
    assert.deepEqual(more, [])
  })

const SOUND: [file: string, line: string][] = [
  ['core/src/verify/decide.ts', `import { parse } from '../token/format.ts'`],
  ['core/src/usecases/change/change.ts', `import type { Deps } from '../deps.ts'`],
  ['core/src/create-core.ts', `import { open } from './storage/sqlite.ts'`],
  ['core/src/token/format.test.ts', `import { open } from '../storage/sqlite.ts'`],
  ['cli/src/commands/installation.ts', `const { serve } = await import('@keyward/server')`],
  ['console/src/screens/a/b.tsx', `import { c } from './c.tsx'`],
  ['contract/src/docs.ts', 'export const example = `\nimport { x } from "@keyward/core"\n`'],
]
for (const [file, line] of SOUND)
  test(`a sound import is left alone: ${file}: ${line.trim()}`, () => {
    assert.deepEqual(findBrokenFloors(`packages/${file}`, line), [])
  })
