import * as contract from '@keyward/contract'
import { z } from 'zod'

export type JsonSchema = { readonly [key: string]: unknown }

const INPUTS = [
  'AccessInput',
  'ConditionsInput',
  'Duration',
  'ExplainedRequest',
  'PolicyInput',
  'Reach',
  'RoleRuleInput',
  'Selection',
  'TokenFilter',
  'TokenMark',
  'TokenSort',
] as const
const OUTPUTS = [
  'Access',
  'AccessKind',
  'Action',
  'ActorName',
  'Api',
  'AuditChain',
  'AuditEvent',
  'AuditFault',
  'AuditHead',
  'AuditKind',
  'AuditPage',
  'AuditReport',
  'AuditSubject',
  'Caller',
  'Catalogue',
  'CatalogueChanged',
  'CatalogueDiff',
  'CataloguePreview',
  'CatalogueRevision',
  'Closing',
  'Conditions',
  'DeletedToken',
  'ExplainedNeed',
  'ExplainedStep',
  'Explanation',
  'Footprint',
  'ImportPreview',
  'Invitation',
  'IssuedInvitation',
  'LastUse',
  'ListedAccess',
  'ListedMember',
  'ListedToken',
  'Member',
  'MemberDetail',
  'MemberStatus',
  'Membership',
  'MintAnswer',
  'Minted',
  'MintedBefore',
  'Notice',
  'NoticeKind',
  'NoticePreferences',
  'NoticeSettings',
  'NoticeStatus',
  'NoticeTopic',
  'OpenSession',
  'Organization',
  'Outbox',
  'Owner',
  'OwnerKind',
  'PermissionUsage',
  'Policy',
  'PolicyPreview',
  'PolicyRule',
  'PresentedValue',
  'Problem',
  'Profile',
  'RateLimit',
  'RateLimitStanding',
  'Receipt',
  'RefusalCode',
  'Resource',
  'RevocationPreview',
  'RevokeReason',
  'RightsBound',
  'Role',
  'RolePreview',
  'RoleRule',
  'Route',
  'SecretVersion',
  'Session',
  'Settings',
  'ShownStatus',
  'Status',
  'StepOutcome',
  'TextFault',
  'TextFindings',
  'Token',
  'TokenEffect',
  'TokenEffects',
  'TokenPermissions',
  'TokenUsage',
  'UsageCaller',
  'UsageRefusal',
  'UsageSlot',
  'UsageSummary',
  'Verdict',
  'VerdictStep',
  'VersionUsage',
  'WithheldPermission',
] as const

type Name = (typeof INPUTS | typeof OUTPUTS)[number]
const shapes: Record<Name, z.ZodType> = contract
const NAMED: ReadonlyMap<string, z.ZodType> = new Map([...INPUTS, ...OUTPUTS].map((id) => [id, shapes[id]]))
const names = z.registry<{ id: string }>()
for (const [id, schema] of NAMED) names.add(schema, { id })

/** The shapes that have a name of their own in the document. */
export function namedSchemas(): Record<string, JsonSchema> {
  const named = (ids: readonly Name[], io: 'input' | 'output') =>
    ids.map((id): [string, JsonSchema] => [id, convert(shapes[id], io)])
  return Object.fromEntries([...named(INPUTS, 'input'), ...named(OUTPUTS, 'output')])
}

/** Whether a shape has that name. */
export const isNamed = (id: string): boolean => NAMED.has(id)

/** One of the shapes that have a name, as JSON Schema. */
export function namedSchema(id: string, io: 'input' | 'output'): JsonSchema {
  const schema = NAMED.get(id)
  if (!schema) throw new Error(`no shape is called ${id}`)
  return convert(schema, io)
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
