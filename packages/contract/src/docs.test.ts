import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ERROR_ADVICE, OPERATION_DOCS } from './docs.ts'
import { ERROR_CODES } from './errors.ts'
import { parseInput, splitInput } from './input.ts'
import { type OperationName, operations } from './operations/index.ts'

const names = Object.keys(operations) as OperationName[]

test('every operation is documented, and nothing else is', () => {
  assert.deepEqual(Object.keys(OPERATION_DOCS).sort(), [...names].sort())
})

test('what is told at run time is what the docstring of the declaration tells', () => {
  const docstrings = readDocstrings()
  for (const name of names) {
    const { summary, description } = OPERATION_DOCS[name]
    assert.equal([summary, description].filter(Boolean).join(' '), docstrings.get(name), name)
  }
})

test('every example input is accepted, and goes through the client’s split unharmed', () => {
  for (const name of names) {
    const { input } = OPERATION_DOCS[name].example
    assert.doesNotThrow(() => parseInput(name, splitInput(name, input)), name)
  }
})

test('every example output has the declared shape', () => {
  for (const name of names) {
    const result = operations[name].output.safeParse(OPERATION_DOCS[name].example.output)
    assert.ok(result.success, `${name}: ${result.error?.message}`)
  }
})

test('every error comes with advice', () => {
  assert.deepEqual(Object.keys(ERROR_ADVICE).sort(), [...ERROR_CODES].sort())
  for (const code of ERROR_CODES) assert.match(ERROR_ADVICE[code], /^[A-Z].*\.$/, code)
})

function readDocstrings(): Map<string, string> {
  const folder = join(import.meta.dirname, 'operations')
  const source = globSync('*.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'))
  const found = source.join('\n').matchAll(/\/\*\* ((?:(?!\*\/).)+) \*\/\s+(\w+): operation\(/gs)
  return new Map([...found].map(([, text = '', name = '']) => [name, text.replaceAll(/\s+\* /g, ' ')]))
}
