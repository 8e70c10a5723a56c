import {
  type Caller,
  ERRORS,
  EXPIRY_HEADER,
  expiryOf,
  KeywardError,
  type Permission,
  type PermissionText,
  type ProblemAnswer,
  problemOf,
  type RequestVerdict,
  rateLimitHeaders,
  readAuthorization,
  refusalError,
  refuseForwardedCredential,
} from '@keyward/contract'
import { permissionNamed } from '../permission-named.ts'

/** What every guard can be told. */
export type GuardOptions = {
  /** The protected space that challenges name: `api` unless said. */
  realm?: string
  /** Where people reach Keyward's console, such as `https://keyward.example.com`: refusals then link to the token's page there. */
  consoleUrl?: string
  /** Epoch milliseconds, to know which tokens are soon to expire: the system's clock unless said. */
  now?: () => number
}

type Allowed = Extract<RequestVerdict, { valid: true }>

/** A request as every guard reads it, whatever the framework. */
export type Asking = {
  /** Every value of its `Authorization` header. */
  authorization: readonly string[]
  method: string
  host: string
  /** Path and query, still encoded. */
  target: string
  address: string | null
  agent: string | null
  requestId?: string | undefined
}

/** What a guard decides: who is calling, and headers for the answer; or the answer that ends the request. */
export type Admission =
  | { caller: Caller; headers: Readonly<Record<string, string>> }
  | { refused: { status: number; headers: Readonly<Record<string, string>>; body: string } }

/** Judges a token's text, in this tick where that is possible. */
export type Judge = (text: string) => RequestVerdict | Promise<RequestVerdict>

/** Lets a request in, or writes the answer that refuses it: RFC 6750 challenges, a problem document as the body. */
export async function admit(asking: Asking, options: GuardOptions, judge: Judge): Promise<Admission> {
  const context = {
    requestId: asking.requestId,
    publicUrl: options.consoleUrl,
    realm: options.realm ?? 'api',
  }
  try {
    const verdict = await judge(presentedText(asking))
    if (verdict.valid)
      return {
        caller: verdict.caller,
        headers: headersOf(verdict, options.now ?? Date.now),
      }
    if (!Object.hasOwn(ERRORS, verdict.code)) return refuse(ofNewerServer(verdict.code))
    throw refusalError(verdict, asking.address)
  } catch (error) {
    if (!(error instanceof KeywardError)) throw error
    return refuse(problemOf(error, context))
  }
}

/** The caller that a guard let in. @throws TypeError on a route that no guard stands before */
export function callerOf(request: { readonly caller?: Caller | undefined }): Caller {
  if (!request.caller) throw new TypeError('No guard stands before this route: nobody knows who is calling')
  return request.caller
}

/** Checks a need when the guard is made, so that a mistyped one stops the start and not a request. */
export const needOf = (need: PermissionText | undefined): Permission | null =>
  need === undefined ? null : permissionNamed(need)

/** What an answer tells of the token that it was given to: where it stands in its rate limit, and that its end is near. */
function headersOf({ caller, rateLimit }: Allowed, now: () => number): Readonly<Record<string, string>> {
  const expiry = expiryOf(caller, now())
  return {
    ...(rateLimit && rateLimitHeaders(rateLimit)),
    ...(expiry !== undefined && { [EXPIRY_HEADER]: expiry }),
  }
}

function presentedText({ authorization, target }: Asking): string {
  refuseForwardedCredential(target)
  const presented = readAuthorization(authorization)
  if (presented.kind !== 'bearer') throw new KeywardError('credential_missing')
  return presented.text
}

const refuse = ({ status, headers, body }: ProblemAnswer): Admission => ({
  refused: { status, headers, body: JSON.stringify(body) },
})

/** A refusal that this version has no words for is still a refusal. */
const ofNewerServer = (code: string): ProblemAnswer => ({
  status: 403,
  headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  body: { type: 'about:blank', title: 'This API token is refused', status: 403, code },
})
