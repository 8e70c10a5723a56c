// The four packages as anybody gets them: packed, installed into an empty project, and used there.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { ERRORS, operations } from '@keyward/contract'
import { bundle, inBareContext, inBrowser } from '../edge/web-platform.ts'
import { findOlderNode, makeEmptyProject, PACKAGES, ROOT } from './empty-project.ts'
import { makeTokens, startInstalledServer } from './installed-server.ts'

const project = makeEmptyProject()
after(() => project.remove())

/** Added to the README's program: says what became of its token. */
const OUTCOME = `
const after = await keyward.verify(plaintext)
console.log(verdict.valid, after.valid || after.code)
await keyward.close()
`

/** What a guarded GraphQL server answers to a query and to a change. */
const GUARDED = {
  good: [200, 'good', 200, 'renamed'],
  narrow: [200, 'narrow', 403, 'permission_missing'],
  expired: [401, 'token_expired', 401, 'token_expired'],
  revoked: [401, 'token_revoked', 401, 'token_revoked'],
  none: [401, 'credential_missing', 401, 'credential_missing'],
}

const older = findOlderNode()
const nodes = [process.execPath, ...(older ? [older.path] : [])]
const installed = (name: string) => join(project.folder, 'node_modules/@keyward', name)
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

function output(node: string, ...words: string[]): string {
  const { status, stdout, stderr } = project.run(node, ...words)
  assert.equal(status, 0, `${words.join(' ')}: ${stdout}${stderr}`)
  return stdout.trim()
}

for (const name of PACKAGES)
  test(`@keyward/${name} holds plain JavaScript, its types, the sources they point to, the licence, and no test`, () => {
    const folder = installed(name)
    const files = globSync('**/*.*', { cwd: folder, exclude: ['node_modules'] })
    const { exports, bin = {} } = JSON.parse(read(folder, 'package.json'))
    const named = [
      ...Object.values<Record<string, string>>(exports).flatMap(Object.values),
      ...Object.values(bin),
    ]
    for (const file of named) assert.ok(existsSync(join(folder, file)), file)
    assert.equal(read(folder, 'LICENSE'), read(ROOT, 'LICENSE'))
    assert.deepEqual(
      files.filter((file) => /\.test\.|tsbuildinfo|built-from/.test(file)),
      [],
    )
    for (const file of files.filter((path) => path.startsWith('dist') && path.endsWith('.map'))) {
      const { sources } = JSON.parse(read(folder, file))
      for (const source of sources)
        assert.ok(existsSync(join(folder, dirname(file), source)), `${file}: ${source}`)
    }
    for (const file of files.filter((path) => path.startsWith('dist') && path.endsWith('.js')))
      assert.doesNotMatch(read(folder, file), /from '\.[^']*\.ts'/, file)
  })

test('[B14] the program with which the README embeds Keyward runs: a token is let through, revoked, refused', () => {
  writeFileSync(join(project.folder, 'embed.ts'), `${readmeProgram()}${OUTCOME}`)
  assert.equal(output(process.execPath, 'embed.ts'), 'true token_revoked')
})

test('contract and client run on this Node.js and on an older one', (t) => {
  if (!older) t.diagnostic(`no Node.js 20 to 23 on PATH: this ran on ${process.versions.node} only`)
  for (const node of nodes)
    assert.equal(output(node, 'reach.mjs'), `true true ${ERRORS.token_revoked.status} network_failed`)
})

test('on an older Node.js, core, server and its command name the version they need, and show no stack', (t) => {
  if (!older)
    return t.diagnostic(`no Node.js 20 to 23 on PATH: on ${process.versions.node} nothing is refused`)
  const starts = {
    core: ['--input-type=module', '-e', "import '@keyward/core'"],
    server: ['--input-type=module', '-e', "import '@keyward/server'"],
    command: [join(installed('server'), 'dist/main.js')],
  }
  for (const [what, words] of Object.entries(starts)) {
    const { status, stderr } = project.run(older.path, ...words)
    assert.equal(status, 1, what)
    assert.match(stderr, new RegExp(`24\\.15 or newer.*${older.version}`), what)
    assert.doesNotMatch(stderr, /^ +at |SyntaxError|ERR_/m, what)
  }
})

test('[B14] the installed server starts, serves the console, is claimed through the client, judges for guards on every Node.js, where there is none and in a browser, and stops', async (t) => {
  const server = await startInstalledServer(project)
  const { url, code } = server
  try {
    const page = await fetch(url)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /<script type="module"/)
    const claimed = output(process.execPath, 'claim.mjs', url, code).split(' ')
    const credential = claimed.pop() ?? ''
    assert.deepEqual(claimed, ['false', 'true', 'token_malformed'])
    const tokens = await makeTokens(url)
    for (const node of nodes) {
      assert.equal(
        output(node, 'guard.mjs', url, credential),
        '200 401 401 Notes 403 function function',
        node,
      )
      const answers = JSON.parse(output(node, 'graphql.mjs', url, credential, JSON.stringify(tokens)))
      assert.deepEqual(answers, { yoga: GUARDED, apollo: GUARDED }, node)
    }
    const script = await bundle(join(project.folder, 'edge.mjs'))
    for (const edge of [inBareContext(script), await inBrowser(t, url, script)]) {
      const { good, narrow, revoked } = tokens
      assert.deepEqual(await edge('client', url, credential), [true, 'permission_missing'])
      assert.deepEqual(await edge('guard', url, credential, [good, narrow, revoked]), [200, 403, 401])
    }
  } finally {
    assert.equal(await server.stop(), 0)
  }
})

test('a TypeScript consumer of all four compiles, the declarations themselves checked too', () => {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'nodenext',
    target: 'es2024',
    skipLibCheck: false,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  }
  writeFileSync(
    join(project.folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['typed.ts', 'embed.ts'] }),
  )
  output(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.', '--checkers', '1')
})

test('every operation keeps its docstring in the published types, where an editor finds it', () => {
  const folder = join(installed('contract'), 'dist/operations')
  const declared = globSync('*.d.ts', { cwd: folder })
    .map((file) => read(folder, file))
    .join('\n')
  const bare = Object.keys(operations).filter((name) => {
    const places = [...declared.matchAll(new RegExp(`^(.*)\\n *readonly ${name}: \\{`, 'gm'))]
    return places.length !== 1 || !places[0]?.[1]?.trim().endsWith('*/')
  })
  assert.deepEqual(bare, [])
})

function readmeProgram(): string {
  const [, program] = /^```ts embed\n([\s\S]*?)^```$/m.exec(read(ROOT, 'README.md')) ?? []
  assert.ok(program, 'README.md has no program marked `ts embed`')
  return program
}
