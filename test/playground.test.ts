// What the console's playground writes is held to the schema that the server has.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '@keyward/contract'
import { parse, validate } from 'graphql'
import { examplesFor } from '../packages/console/src/screens/graphql/examples.ts'
import { starterOf } from '../packages/console/src/screens/graphql/starter.ts'
import { createSchema } from '../packages/server/src/graphql/schema.ts'

/** Every right that an operation asks for. */
const RIGHTS = Object.values(operations).flatMap(({ authority }) =>
  typeof authority === 'string' ? [] : authority,
)
const schema = await createSchema(async () => {})

test('[B15] every example of the playground is a valid query', () => {
  const examples = examplesFor({ permissions: RIGHTS })
  assert.ok(examples.length > 3)
  for (const { title, text } of examples) assert.deepEqual(validate(schema, parse(text)), [], title)
})

test('[B15] every operation can be begun from the schema, within what one request may ask for', () => {
  for (const kind of ['query', 'mutation'] as const) {
    const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
    for (const field of Object.values(type?.getFields() ?? {})) {
      const { text } = starterOf(kind, field, 'Begun')
      assert.deepEqual(validate(schema, parse(text)), [], field.name)
      assert.ok(text.split('\n').length < 500, field.name)
    }
  }
})
