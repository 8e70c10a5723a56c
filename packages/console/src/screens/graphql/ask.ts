import { KeywardProblem, readAnswer } from '@keyward/client'
import type { OrganizationId } from '@keyward/contract'

export type Asking = { query: string; variables?: Record<string, unknown>; operationName?: string }

/** What was answered, laid out to be read; how long that took, and how much came. */
export type Answered = {
  status: number
  ms: number
  sizeBytes: number
  text: string
  errors: readonly GraphqlFault[]
}

/** One of the errors of an answer. What a problem document says of it stands in its extensions. */
export type GraphqlFault = {
  message: string
  path: readonly (string | number)[]
  code: string | undefined
  fields: readonly string[]
}

/**
 * Asks `/graphql` as whoever is signed in. An answer of GraphQL is an answer, whatever went wrong in it.
 * @throws KeywardProblem where there is none, or the signal's reason
 */
export async function ask(
  organization: OrganizationId,
  asking: Asking,
  signal: AbortSignal,
): Promise<Answered> {
  const began = performance.now()
  const answer = await exchange(organization, asking, signal)
  const ms = performance.now() - began
  const body = answer.headers.get('content-type')?.startsWith('application/graphql-response+json')
    ? JSON.parse(answer.text)
    : undefined
  if (!isRecord(body) || !('data' in body || 'errors' in body)) {
    readAnswer(answer)
    throw new KeywardProblem({ code: 'answer_unreadable', title: 'The answer is not one of GraphQL’s' })
  }
  const errors = faultsOf(body.errors)
  // Only where nothing was done: whoever confirms that it is them has it asked again.
  if (!hasData(body) && errors.some(({ code }) => code === 'sign_in_stale'))
    throw new KeywardProblem({ code: 'sign_in_stale', title: 'Confirm that it is you' })
  const text = JSON.stringify(body, null, 2)
  return { status: answer.status, ms, sizeBytes: new Blob([answer.text]).size, text, errors }
}

async function exchange(organization: OrganizationId, asking: Asking, signal: AbortSignal) {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/problem+json',
        'content-type': 'application/json',
        'keyward-organization': organization,
      },
      body: JSON.stringify(asking),
      signal,
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw new KeywardProblem({ code: 'network_failed', title: 'The server could not be reached' }, { cause })
  }
}

const hasData = ({ data }: Record<string, unknown>): boolean =>
  isRecord(data) && Object.values(data).some((value) => value !== null)

function faultsOf(errors: unknown): GraphqlFault[] {
  if (!Array.isArray(errors)) return []
  return errors.filter(isRecord).map(({ message, path, extensions }) => {
    const { code, errors: fields } = isRecord(extensions) ? extensions : {}
    return {
      message: String(message),
      path: Array.isArray(path) ? path : [],
      code: typeof code === 'string' ? code : undefined,
      fields: Array.isArray(fields)
        ? fields.filter(isRecord).map((each) => `${each.path}: ${each.message}`)
        : [],
    }
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
