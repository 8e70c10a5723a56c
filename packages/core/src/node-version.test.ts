import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeFault } from './node-version.ts'

test('Node.js from 24.15 on is let through, and an older one is told what is needed', () => {
  for (const version of ['24.15.0', '24.21.0', '25.0.0', '26.10.0'])
    assert.equal(nodeFault(version), undefined)
  for (const version of ['18.20.8', '20.20.2', '22.30.0', '24.14.9'])
    assert.equal(nodeFault(version), `Keyward needs Node.js 24.15 or newer; this is ${version}`)
})
