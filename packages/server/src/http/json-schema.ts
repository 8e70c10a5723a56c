import {
  AccessInput,
  ActorName,
  AuditEvent,
  AuditHead,
  Caller,
  Catalogue,
  CatalogueChanged,
  CataloguePreview,
  Conditions,
  ConditionsInput,
  Duration,
  Membership,
  Minted,
  MintedBefore,
  Owner,
  Problem,
  RateLimit,
  RateLimitStanding,
  Receipt,
  Role,
  Selection,
  Session,
  Token,
  TokenEffect,
  TokenEffects,
  Verdict,
} from '@keyward/contract'
import { z } from 'zod'

export type JsonSchema = { readonly [key: string]: unknown }

const INPUTS = { AccessInput, ConditionsInput, Duration, Selection }
const OUTPUTS = {
  ActorName,
  AuditEvent,
  AuditHead,
  Caller,
  Catalogue,
  CatalogueChanged,
  CataloguePreview,
  Conditions,
  Membership,
  Minted,
  MintedBefore,
  Owner,
  Problem,
  RateLimit,
  RateLimitStanding,
  Receipt,
  Role,
  Session,
  Token,
  TokenEffect,
  TokenEffects,
  Verdict,
}

const names = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries({ ...INPUTS, ...OUTPUTS })) names.add(schema, { id })

/** The shapes that have a name of their own in the document. */
export function namedSchemas(): Record<string, JsonSchema> {
  const named = (shapes: Record<string, z.ZodType>, io: 'input' | 'output') =>
    Object.entries(shapes).map(([id, schema]): [string, JsonSchema] => [id, convert(schema, io)])
  return Object.fromEntries([...named(INPUTS, 'input'), ...named(OUTPUTS, 'output')])
}

/** Describes a shape as JSON Schema 2020-12, pointing at the named shapes in it. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const id = names.get(schema)?.id
  return id ? { $ref: `#/components/schemas/${id}` } : convert(schema, io)
}

function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema, $defs, id, ...rest } = z.toJSONSchema(schema, {
    io,
    metadata: names,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Names come from our own registry; what a field means stands in zod's.
      const { description } = z.globalRegistry.get(zodSchema) ?? {}
      if (description !== undefined) jsonSchema.description = description
      // The pattern of a date says what `format` has said, in 300 characters.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  // A named union comes as a pointer to itself, its body among the definitions.
  const body = $defs?.[names.get(schema)?.id ?? ''] ?? rest
  return JSON.parse(JSON.stringify(body).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
