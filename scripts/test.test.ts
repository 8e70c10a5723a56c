import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('a file, folder or glob that names no test fails the run, beside others that do', () => {
  const words = ['test/floors.test.ts', 'test/florrs.test.ts', 'test/*.tset.ts']
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'test.ts'), ...words],
    { encoding: 'utf8' },
  )
  assert.deepEqual([status, stdout, stderr], [1, '', 'No test file at test/florrs.test.ts, test/*.tset.ts\n'])
})
