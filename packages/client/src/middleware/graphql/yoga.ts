import type { Caller, PermissionText } from '@keyward/contract'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { Verifier } from '../../verifier/verifier.ts'
import { readRequest, type WebRequest } from '../web-request.ts'
import { checkFields } from './field-needs.ts'
import { createJudgeQuery, errorOf, type FieldGuardOptions } from './judge-query.ts'

export type YogaGuardOptions<Need extends PermissionText = PermissionText> = FieldGuardOptions<Need> & {
  /** The caller's address, from a header that your platform or proxy sets. Left out: it is not known. */
  address?: (request: WebRequest) => string | null | undefined
}

/** As much of what Yoga is about to execute as a guard reads. */
type Executing = {
  args: {
    schema: GraphQLSchema
    document: DocumentNode
    operationName?: string | null | undefined
    contextValue: unknown
  }
  extendContext(context: { caller: Caller }): void
  setResultAndStopExecution(result: { errors: readonly Error[] }): void
}

/** A plugin of GraphQL Yoga, 5. */
export type YogaGuard = {
  onSchemaChange(change: { schema: GraphQLSchema }): void
  onExecute(executing: Executing): Promise<void>
  onSubscribe(executing: Executing): Promise<void>
  onResponse(answering: { request: WebRequest; response: { headers: Pick<Headers, 'set'> } }): void
}

/**
 * Makes the guard of a GraphQL Yoga server: `plugins: [createYogaGuard(verifier, { needs: { 'Query.notes': … } })]`.
 * A query is judged as a whole, once; behind it `callerOf(context)` says who is calling.
 */
export function createYogaGuard<Need extends PermissionText = PermissionText>(
  verifier: Verifier,
  options: YogaGuardOptions<Need>,
): YogaGuard {
  const judge = createJudgeQuery(verifier, options)
  const answers = new WeakMap<WebRequest, Readonly<Record<string, string>>>()
  const guard = async ({ args, extendContext, setResultAndStopExecution }: Executing) => {
    const { request } = args.contextValue as { request: WebRequest }
    const { operationName, ...query } = args
    const asking = readRequest(request, options.address?.(request))
    const admission = await judge({ ...query, operationName }, asking)
    if ('refused' in admission) {
      const { status, headers } = admission.refused
      const { 'content-type': _, ...taught } = headers
      setResultAndStopExecution({ errors: [errorOf(admission.refused, { status, headers: taught })] })
      return
    }
    answers.set(request, admission.headers)
    extendContext({ caller: admission.caller })
  }
  return {
    onSchemaChange({ schema }) {
      if ('needs' in options) checkFields(schema, options.needs)
    },
    onExecute: guard,
    onSubscribe: guard,
    onResponse({ request, response }) {
      for (const [name, value] of Object.entries(answers.get(request) ?? {}))
        response.headers.set(name, value)
    },
  }
}
