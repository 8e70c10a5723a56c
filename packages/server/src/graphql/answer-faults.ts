import { KeywardError, type ProblemAnswer } from '@keyward/contract'
import type { FastifyRequest } from 'fastify'
import { type ExecutionResult, GraphQLError } from 'graphql'
import { tellFault, withoutTokens } from '../http/faults.ts'

/** Tells the errors of one request. */
export type Faults = {
  /**
   * An error as GraphQL carries it: what a problem document says stands under `extensions`, first of all its `code`
   * and `status`. One that is not ours is logged and told to nobody.
   */
  tell(error: Readonly<Error>): GraphQLError
  /** The same for all that went wrong in a query; and as a problem, if nothing at all was done. */
  tellAll(result: ExecutionResult): { result: ExecutionResult; refusal: ProblemAnswer | undefined }
}

export function createFaults(request: FastifyRequest, publicUrl: string): Faults {
  const tell = (error: Readonly<Error>) => {
    // What is told already comes by once more on its way out.
    if (error instanceof GraphQLError && error.extensions.code !== undefined) return error
    return asGraphql(error, problemOfError(error, request, publicUrl))
  }
  return {
    tell,
    tellAll(result) {
      const { data, errors = [] } = result
      const problems = errors.map((error) => problemOfError(error, request, publicUrl))
      const done = data && Object.values(data).some((value) => value !== null)
      const told = errors.flatMap((error, at) => {
        const problem = problems[at]
        return problem ? [asGraphql(error, problem)] : []
      })
      return {
        result: { ...result, ...(told.length > 0 && { errors: told }) },
        refusal: done ? undefined : problems[0],
      }
    },
  }
}

function problemOfError(error: Readonly<Error>, request: FastifyRequest, publicUrl: string): ProblemAnswer {
  const cause = error instanceof GraphQLError ? error.originalError : undefined
  // Where the cause is GraphQL's own, the query or its variables are at fault.
  const ours = cause && !(cause instanceof GraphQLError) ? cause : undefined
  const told = ours ?? new KeywardError('request_invalid', { detail: withoutTokens(error.message) })
  return tellFault(told, request, publicUrl)
}

function asGraphql(error: Readonly<Error>, { body }: ProblemAnswer): GraphQLError {
  const { detail, title, ...rest } = body
  const place = error instanceof GraphQLError ? error : undefined
  return new GraphQLError(detail ?? title, {
    nodes: place?.nodes ?? null,
    source: place?.source,
    positions: place?.positions,
    path: place?.path,
    extensions: { ...rest, title },
  })
}
