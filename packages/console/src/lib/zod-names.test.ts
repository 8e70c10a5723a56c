import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import { test } from 'node:test'
import { operations, ShownStatus, splitInput, TokenSort } from '@keyward/contract'

const NAMES = '?names'
const SECOND = 'contract-in-browser'
const STAND_IN = new URL('./zod-names.ts', import.meta.url).href

// A second copy of the contract, read as the browser reads it.
registerHooks({
  resolve(name, context, next) {
    const within = context.parentURL?.endsWith(NAMES) || name === SECOND
    if (within && name === 'zod') return next(STAND_IN, context)
    const found = next(name === SECOND ? '@keyward/contract' : name, context)
    return within ? { ...found, url: `${found.url}${NAMES}` } : found
  },
})
const inBrowser = await import('contract-in-browser')

test('the browser sends each field of each operation where zod would send it', () => {
  for (const [name, declared] of Object.entries(operations)) {
    const parts = ['params', 'query', 'body'].map((part) => Reflect.get(declared, part)?.shape ?? {})
    const input = Object.fromEntries(parts.flatMap(Object.keys).map((field) => [field, 'x']))
    const operation = name as keyof typeof operations
    assert.deepEqual(inBrowser.splitInput(operation, input), splitInput(operation, input), name)
  }
})

test('the words of an enum are the same in the browser', () => {
  assert.deepEqual(inBrowser.ShownStatus.options, ShownStatus.options)
  assert.deepEqual(inBrowser.TokenSort.options, TokenSort.options)
})

test('parsing in the browser is refused loudly', () => {
  assert.throws(() => inBrowser.TokenId.safeParse('x'), TypeError)
})
