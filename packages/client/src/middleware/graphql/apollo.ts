import type { Caller, PermissionText } from '@keyward/contract'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { Verifier } from '../../verifier/verifier.ts'
import { checkFields } from './field-needs.ts'
import { createJudgeQuery, errorOf, type FieldGuardOptions } from './judge-query.ts'

type ApolloHeaders = Iterable<readonly [string, string]> & { get(name: string): string | undefined }

/** As much of Apollo's request as a guard reads and writes. */
type ApolloRequest<Context> = {
  schema: GraphQLSchema
  document: DocumentNode
  operationName: string | null
  contextValue: Context
  request: { http?: { method: string; headers: ApolloHeaders; search: string } | undefined }
}
type ApolloAnswer<Context> = {
  contextValue: Context
  response: { http: { headers: { set(name: string, value: string): unknown } } }
}

export type ApolloGuardOptions<
  Context,
  Need extends PermissionText = PermissionText,
> = FieldGuardOptions<Need> & {
  /** The caller's address, from what your context function keeps of the request. Left out: it is not known. */
  address?: (context: Context) => string | null | undefined
}

/** A plugin of Apollo Server, 4 or 5. */
export type ApolloGuard<Context> = {
  serverWillStart(service: { schema: GraphQLSchema }): Promise<void>
  requestDidStart(): Promise<{
    didResolveOperation(request: ApolloRequest<Context>): Promise<void>
    willSendResponse(answer: ApolloAnswer<Context>): Promise<void>
  }>
}

/**
 * Makes the guard of an Apollo Server: `plugins: [createApolloGuard(verifier, { needs: { 'Query.notes': … } })]`. A query
 * is judged as a whole, once; behind it `callerOf(context)` says who is calling.
 */
export function createApolloGuard<
  Context extends { caller?: Caller | undefined },
  Need extends PermissionText = PermissionText,
>(verifier: Verifier, options: ApolloGuardOptions<Context, Need>): ApolloGuard<Context> {
  const judge = createJudgeQuery(verifier, options)
  return {
    async serverWillStart({ schema }) {
      if ('needs' in options) checkFields(schema, options.needs)
    },
    async requestDidStart() {
      let headers: Readonly<Record<string, string>> = {}
      return {
        async didResolveOperation({ schema, document, operationName, contextValue, request: { http } }) {
          const authorization = http?.headers.get('authorization')
          const admission = await judge(
            { schema, document, operationName },
            {
              authorization: authorization === undefined ? [] : [authorization],
              method: http?.method ?? 'POST',
              host: http?.headers.get('host') ?? '',
              target: `/${http?.search ?? ''}`,
              address: options.address?.(contextValue) ?? null,
              agent: http?.headers.get('user-agent') ?? null,
            },
          )
          if ('refused' in admission) {
            const { status, headers } = admission.refused
            const taught = new Map(Object.entries(headers).filter(([name]) => name !== 'content-type'))
            throw errorOf(admission.refused, { status, headers: taught })
          }
          headers = admission.headers
          contextValue.caller = admission.caller
        },
        async willSendResponse({ response }) {
          for (const [name, value] of Object.entries(headers))
            response.http.headers.set(name.toLowerCase(), value)
        },
      }
    },
  }
}
