// The documentation against what is there: links lead somewhere, settings are the server's, code cites what exists.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const exclude = (path: string) => ['node_modules', 'dist'].includes(basename(path))
const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: ROOT, exclude })

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const withoutCode = (markdown: string) =>
  markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')

/** A heading's anchor, as GitHub and VitePress make it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

function anchorsOf(path: string): string[] {
  const headings = read(path)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading = '']) => anchorOf(heading))
}

/** What a link of a page leads to that is not there. */
function brokenLink(page: string, link: string): string[] {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(ROOT, target))) return [`${page}: ${link} is not there`]
  return anchor === undefined || anchorsOf(target).includes(anchor)
    ? []
    : [`${page}: ${link} has no such heading`]
}

test('every relative link in the documentation leads to a file, and its anchor to a heading', () => {
  assert.ok(PAGES.length > 15)
  const broken = PAGES.flatMap((page) =>
    [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .flatMap((link) => brokenLink(page, link)),
  )
  assert.deepEqual(broken, [])
})

test('everything in docs that code cites is there', () => {
  const there = globSync('docs/**/*.*', { cwd: ROOT, exclude }).map((path) => path.replaceAll('\\', '/'))
  const sources = globSync(['packages/*/src/**/*.{ts,tsx}'], { cwd: ROOT, exclude })
  const missing = sources.flatMap((source) =>
    [...read(source).matchAll(/(?<![./\w])docs\/[a-z][\w/-]*(?:\.\w+)?/g)]
      .filter(([cited]) => !there.some((path) => path.startsWith(cited)))
      .map(([cited]) => `${source}: ${cited}`),
  )
  assert.deepEqual(missing, [])
})

test('every decision stands in the index, and its number once', () => {
  const files = globSync('docs/decisions/*.md', { cwd: ROOT }).map((path) => basename(path))
  const index = read('docs/README.md')
  for (const file of files) assert.ok(index.includes(`decisions/${file}`), `${file} is not in docs/README.md`)
  assert.equal(new Set(files.map((file) => file.slice(0, 4))).size, files.length)
})

test('every page stands in the index, which is the sidebar of the site too', () => {
  const index = read('docs/README.md')
  const missing = globSync('docs/**/*.md', { cwd: ROOT, exclude })
    .map((path) => path.replaceAll('\\', '/').slice('docs/'.length))
    .filter((path) => path !== 'README.md' && !index.includes(`](${path})`))
  assert.deepEqual(missing, [])
})

test('the page on operations lists the settings that the server takes, and no other', () => {
  const table = read('packages/server/src/config.ts').split('const EXPECTED')[1]?.split('\n}')[0] ?? ''
  const settings = [...table.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name)
  const rows = [...read('docs/operations.md').matchAll(/^\| `KEYWARD_(\w+)` \| `(\w+)` \|/gm)]
  assert.ok(settings.length > 5)
  assert.deepEqual(rows.map(([, , name]) => name).sort(), settings.sort())
  for (const [, variable, name = ''] of rows)
    assert.equal(variable, name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase())
})
