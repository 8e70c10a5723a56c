import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { scanHistory } from './git-history.ts'

/** A folder for repositories; `git` runs in one of them. */
function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-git-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const mark = join(folder, 'was-run')
  const git = (repository: string, ...words: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@b', '-C', join(folder, repository), ...words],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ).trim()
  const commit = (repository: string, text: string) => {
    writeFileSync(join(folder, repository, 'file'), text)
    git(repository, 'add', '.')
    git(repository, 'commit', '-qm', text)
  }
  const init = (repository: string) => git('.', 'init', '-q', repository)
  return { folder, mark, git, commit, init, hostile: `touch ${mark}; true` }
}

const scanAll = async (folder: string) => {
  for await (const { id } of scanHistory(folder)) assert.fail(id)
}

test('[B10] nothing that a repository’s configuration names is run: no other side of a fetch', async (t) => {
  const { folder, mark, git, commit, init, hostile } = place(t)
  init('lacking')
  commit('lacking', 'one')
  const blob = git('lacking', 'rev-parse', 'HEAD:file')
  rmSync(join(folder, 'lacking/.git/objects', blob.slice(0, 2), blob.slice(2)))
  git('lacking', 'config', 'core.repositoryFormatVersion', '1')
  git('lacking', 'config', 'extensions.partialClone', 'elsewhere')
  git('lacking', 'config', 'remote.elsewhere.promisor', 'true')
  git('lacking', 'config', 'remote.elsewhere.url', folder)
  git('lacking', 'config', 'remote.elsewhere.uploadpack', hostile)
  await assert.rejects(scanAll(join(folder, 'lacking')), /cannot be read/)
  assert.equal(existsSync(mark), false)
})

test('[B10] nothing that a repository’s configuration names is run: no diff of a submodule', async (t) => {
  const { folder, mark, git, commit, init, hostile } = place(t)
  init('whole')
  init('whole/part')
  commit('whole/part', 'one')
  git('whole', 'add', 'part')
  git('whole', 'commit', '-qm', 'one')
  commit('whole/part', 'two')
  git('whole', 'add', 'part')
  git('whole', 'commit', '-qm', 'two')
  git('whole/part', 'config', 'diff.external', hostile)
  git('whole', 'config', 'diff.submodule', 'diff')
  await scanAll(join(folder, 'whole'))
  assert.equal(existsSync(mark), false)
})
