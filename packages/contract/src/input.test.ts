import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from './errors.ts'
import { parseInput } from './input.ts'
import type { OperationName } from './operations/index.ts'

function faultsIn(name: OperationName, body: object): string[] {
  try {
    parseInput(name, { body })
  } catch (error) {
    assert.ok(error instanceof KeywardError && error.code === 'request_invalid')
    return (error.details.fields ?? []).map(({ path, message }) => `${path}: ${message}`)
  }
  return []
}

const DURATION = 'expected {"days": 30}, {"until": "2027-01-31T23:59:59Z"} or "unlimited"'
const SAID: [body: object, ...faults: string[]][] = [
  [{}, 'name: missing'],
  [{ name: '' }, 'name: give the token a name'],
  [{ name: 'x', description: 'two\r\nlines\tand a tab' }],
  [
    { name: 'x', description: 'back\u202ewards' },
    'description: a description holds no control or text-direction characters',
  ],
  [
    { name: 'x', description: '\0' },
    'description: a description holds no control or text-direction characters',
  ],
  [{ name: 'x', owner: 'me' }, 'owner: expected one of user, organization'],
  [{ name: 'x', duration: 'forever' }, `duration: ${DURATION}`],
  [{ name: 'x', duration: {} }, 'duration.days: missing'],
  [{ name: 'x', duration: { days: 0 } }, 'duration.days: expected at least 1'],
  [
    { name: 'x', duration: { until: 'tomorrow' } },
    'duration.until: expected a date and time such as 2027-01-31T23:59:59Z',
  ],
  [
    { name: 'x', access: { kind: 'all' } },
    'access.kind: expected one of read_only, full_access, role, custom',
  ],
  [{ name: 7, more: 1 }, 'name: expected string, received number', 'more: unknown field'],
]
for (const [body, ...faults] of SAID)
  test(`a fault says what was expected, in plain words: ${JSON.stringify(body)}`, () => {
    assert.deepEqual(faultsIn('generateToken', body), faults)
  })

test('a selection that is none says what one looks like', () => {
  assert.deepEqual(faultsIn('previewRevocation', { selection: 'all' }), [
    'selection: expected {"ids": […]} or {"filter": {…}}',
  ])
})
