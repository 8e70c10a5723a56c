import { type Api, KeywardError, type PermissionText, problemOf } from '@keyward/contract'
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql'
import type { Verifier } from '../../verifier/verifier.ts'
import { type Admission, type Asking, admit, type GuardOptions } from '../admit.ts'
import { checkNeeds, type FieldNeeds, needsOfApi } from './field-needs.ts'
import { fieldsAsked } from './query-fields.ts'

/** What a guard of a GraphQL server is told: what its fields need, written out or as an API of the catalogue. */
export type FieldGuardOptions<Need extends PermissionText = PermissionText> = GuardOptions &
  ({ needs: FieldNeeds<Need> } | { api: Pick<Api, 'slug' | 'resources'> })

/** A query that was found valid, before anything is done for it. */
export type Query = {
  schema: GraphQLSchema
  document: DocumentNode
  operationName: string | null | undefined
}

export type JudgeQuery = (query: Query, asking: Asking) => Promise<Admission>

/** Makes what judges a whole query in one verification: by everything that it asks for. @throws TypeError for a mistyped need */
export function createJudgeQuery(verifier: Verifier, options: FieldGuardOptions): JudgeQuery {
  const needs = new Map(Object.entries(needsIn(options)))
  return async ({ schema, document, operationName }, asking) => {
    const { root, below } = fieldsAsked(schema, document, operationName)
    const unmapped = [...root].filter((field) => !isMeta(field) && needs.get(field) === undefined)
    const asked = new Set([...root, ...below].flatMap((field) => needs.get(field) ?? []))
    const [need = null, ...also] = asked
    const { address, agent, requestId = null } = asking
    const facts = { need, ...(also.length > 0 && { also }), address, agent, requestId }
    const admission = await admit(
      asking,
      options,
      (text) => verifier.verifyNow?.(text, facts) ?? verifier.verify(text, facts),
    )
    const [first] = unmapped
    return first === undefined || 'refused' in admission ? admission : refuseUnmapped(first, options)
  }
}

/** @throws TypeError for a mistyped need */
export function needsIn(options: FieldGuardOptions): FieldNeeds {
  const needs = 'needs' in options ? options.needs : needsOfApi(options.api)
  checkNeeds(needs)
  return needs
}

/** A refusal as GraphQL carries it, with the status and headers that HTTP carries. */
export function errorOf(
  { status, body }: Extract<Admission, { refused: unknown }>['refused'],
  http: object,
): GraphQLError {
  const { detail, title, ...rest } = JSON.parse(body)
  return new GraphQLError(detail ?? title, { extensions: { ...rest, title, status, http } })
}

const isMeta = (field: string) => /\.__/.test(field)

function refuseUnmapped(field: string, { realm = 'api', consoleUrl }: GuardOptions): Admission {
  const error = new KeywardError('route_unmapped', { detail: `No permission stands for ${field}.` })
  const { status, headers, body } = problemOf(error, { realm, publicUrl: consoleUrl })
  return { refused: { status, headers, body: JSON.stringify(body) } }
}
