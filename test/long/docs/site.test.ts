// The documentation as a site: it builds from its own lockfile, and has every page.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { haveInstalled } from '../../parts/have-installed.ts'

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url))

test('the documentation builds as a site, no link of it dead, with a page for each of its files', async (t) => {
  await haveInstalled(DOCS)
  const out = mkdtempSync(join(tmpdir(), 'keyward-site-'))
  t.after(() => rmSync(out, { recursive: true, force: true }))
  const vitepress = join(DOCS, 'node_modules/vitepress/bin/vitepress.js')
  const built = spawnSync(process.execPath, [vitepress, 'build', '--outDir', out], {
    cwd: DOCS,
    encoding: 'utf8',
  })
  assert.equal(built.status, 0, built.stderr)
  const pages = globSync('**/*.md', { cwd: DOCS, exclude: (path) => /node_modules|dist|cache/.test(path) })
  assert.ok(pages.length > 40)
  for (const page of pages) {
    const name = page === 'README.md' ? 'index' : page.replace(/\.md$/, '')
    assert.ok(existsSync(join(out, `${name}.html`)), page)
  }
})
