// A tab in real shells: bash, zsh and fish run the script that the command prints.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { havePart } from '../parts/apt.ts'
import { installCommand } from './shell-command.ts'

const run = promisify(execFile)

const SHELLS = {
  bash: (words: string[]) =>
    `source <(keyward completion bash); COMP_WORDS=(keyward ${quoted(words)}); COMP_CWORD=${words.length}
     _keyward; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (words: string[]) =>
    `autoload -Uz compinit; compinit -u -D; source <(keyward completion zsh)
     _describe() { for each in "\${(@P)2}"; do print -r -- "\${each%%:*}"; done }; _files() { print files }
     words=(keyward ${quoted(words)}); CURRENT=${words.length + 1}; _keyward`,
  fish: (words: string[]) =>
    `keyward completion fish | source; complete -C 'keyward ${words.join(' ')}' | string replace -r '\\t.*' ''; true`,
} as const

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ')

async function open(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-completion-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const env = { ...installCommand(folder), HOME: folder }
  // fish offers the files that are there as well.
  const cwd = join(folder, 'empty')
  mkdirSync(cwd)
  return async (shell: keyof typeof SHELLS, program: string, words: string[]) => {
    const bare = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell]
    const { stdout } = await run(program, [...bare, '-c', SHELLS[shell](words)], { cwd, env })
    return stdout.trim().split('\n').sort()
  }
}

for (const shell of ['bash', 'zsh', 'fish'] as const)
  test(`[B14] ${shell} completes groups, commands, options and their values`, async (t) => {
    const program = shell === 'bash' ? 'bash' : await havePart(shell)
    const complete = await open(t)
    const at = (...words: string[]) => complete(shell, program, words)
    assert.deepEqual(await at('mem'), ['members'])
    assert.deepEqual(await at('members', 're'), ['reactivate', 'remove'])
    assert.deepEqual(await at('members', 'update', 'mem_1', '--ro'), ['--role'])
    assert.deepEqual(await at('--json', 'members', 'list', '--sta'), ['--status'])
    assert.deepEqual(await at('audit', 'list', '--chain', ''), ['installation', 'organization'])
    assert.deepEqual(await at('call', 'getCatalogueR'), ['getCatalogueRevision'])
  })
