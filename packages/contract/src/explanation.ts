import { z } from 'zod'
import { Host } from './catalogue.ts'
import { Instant, TokenId } from './ids.ts'
import { Permission } from './permission.ts'
import { RateLimitStanding } from './rate-limit.ts'
import { UNMAPPED, type Unmapped } from './refusal.ts'
import { ActorName, Token } from './token.ts'
import { RefusalCode } from './verdict.ts'

/** What a verification looks at, one after the other; the first that fails is the verdict. */
export const VerdictStep = z.enum([
  'text',
  'installation',
  'secret',
  'status',
  'not_before',
  'expiry',
  'owner',
  'address',
  'permission',
  'rate_limit',
  'usage_cap',
])
export type VerdictStep = z.infer<typeof VerdictStep>

/** How a step came out. `not_asked`: the question left open what it depends on. */
export const StepOutcome = z.enum(['passed', 'failed', 'not_reached', 'not_asked'])
export type StepOutcome = z.infer<typeof StepOutcome>

export const ExplainedStep = z.strictObject({
  step: VerdictStep,
  outcome: StepOutcome,
  code: RefusalCode.nullable().describe('why it failed; null unless it did'),
})
export type ExplainedStep = z.infer<typeof ExplainedStep>

/** Which part of a text is not a token's: found without looking anything up. */
export const TextFault = z.enum(['prefix', 'shape', 'id', 'secret', 'length', 'checksum'])
export type TextFault = z.infer<typeof TextFault>

/** Which value of its token a text is: the current one, an older one, or none that is known. */
export const PresentedValue = z.enum(['current', 'old', 'stopped', 'none'])
export type PresentedValue = z.infer<typeof PresentedValue>

/** What was found out about a text that was asked about. The text itself is never repeated. */
export const TextFindings = z.strictObject({
  fault: TextFault.nullable(),
  retiredPrefix: z.boolean().describe('whether its prefix is one that new tokens no longer have'),
  value: PresentedValue.nullable().describe('null where you may read no token of this id, or it is deleted'),
})
export type TextFindings = z.infer<typeof TextFindings>

const unmapped = Object.keys(UNMAPPED) as [Unmapped, ...Unmapped[]]

/** What bounds the rights of a token, each by itself. */
export const RightsBound = z.enum(['catalogue', 'access', 'ceiling', 'owner'])
export type RightsBound = z.infer<typeof RightsBound>

const withheldBy = z
  .array(RightsBound)
  .describe('what does not allow it: the catalogue, its access, what its maker could grant, its owner now')

/** A permission that a token's access names and that it does not hold. */
export const WithheldPermission = z.strictObject({ permission: Permission, by: withheldBy })
export type WithheldPermission = z.infer<typeof WithheldPermission>

/** What the request that was asked about needs. */
export const ExplainedNeed = z.strictObject({
  permission: Permission.nullable().describe('null where no permission stands for the request'),
  unmapped: z.enum(unmapped).nullable().describe('why none does'),
  withheldBy,
})
export type ExplainedNeed = z.infer<typeof ExplainedNeed>

/** A GraphQL field of the catalogue, by its type. */
export const FieldPath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/, 'expected a GraphQL field such as Query.notes')

/** The methods that a request can be asked about with. */
export const RequestMethod = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
export type RequestMethod = z.infer<typeof RequestMethod>

/** A request as somebody asks about it: by permission, by method and path, or by GraphQL field. */
export const ExplainedRequest = z.union(
  [
    z.strictObject({ permission: Permission }),
    z.strictObject({
      method: RequestMethod,
      path: z.string().max(2000).regex(/^\//, 'expected a path that starts with /'),
      host: Host.optional().describe('omitted: whichever API has the route'),
    }),
    z.strictObject({ field: FieldPath }),
  ],
  'expected {"permission": …}, {"method": …, "path": …} or {"field": "Query.notes"}',
)
export type ExplainedRequest = z.infer<typeof ExplainedRequest>

/** What stays of a token that was deleted. */
export const DeletedToken = z.strictObject({
  id: TokenId,
  name: z.string(),
  at: Instant,
  by: ActorName.nullable().describe('null where the audit log no longer tells'),
})
export type DeletedToken = z.infer<typeof DeletedToken>

/** A verdict, step by step. */
export const Explanation = z.strictObject({
  allowed: z.boolean(),
  code: RefusalCode.nullable().describe('of the step that failed; null when it is allowed'),
  steps: z.array(ExplainedStep).describe('every step, in the order in which a verification takes them'),
  text: TextFindings.nullable().describe('null when it was asked by id'),
  token: Token.nullable().describe('null for a text that belongs to no token you may read'),
  deleted: DeletedToken.nullable().describe('where the token was one that you could read, and is deleted'),
  need: ExplainedNeed.nullable().describe('null when no request was named'),
  rateLimit: RateLimitStanding.nullable().describe('where the token has a rate limit'),
  withheld: z
    .array(WithheldPermission)
    .describe('what its access names and it does not hold; what it does hold is `token.permissions`'),
})
export type Explanation = z.infer<typeof Explanation>
