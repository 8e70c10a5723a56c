import type { PermissionText, RequestVerdict, Verdict } from '@keyward/contract'

/** What a request tells about itself when its token is judged. */
export type VerifyFacts = {
  /** What it asks for; omitted or null: only who is calling. */
  need?: PermissionText | null | undefined
  /** What it asks for besides: allowed if all of it is, and one call all the same. */
  also?: readonly PermissionText[] | undefined
  /** The address that it came from. */
  address?: string | null | undefined
  /** Its User-Agent. */
  agent?: string | null | undefined
  requestId?: string | null | undefined
}

/** Judges tokens. `createVerifier` makes one that asks a server; an embedded `Keyward` is one as it stands. */
export interface Verifier {
  /** The verdict. Never rejects for a refusal. */
  verify(text: string, facts?: VerifyFacts): Promise<Verdict>
  /** The verdict in this very tick, or undefined when it needs I/O. */
  verifyNow?(text: string, facts?: VerifyFacts): Verdict | undefined
}

/** A request as it was sent, whose route decides what it asks for. */
export type RequestFacts = Pick<VerifyFacts, 'address' | 'agent' | 'requestId'> & {
  method: string
  /** The Host, with or without a port. */
  host: string
  /** The request target: path and query, still encoded. */
  target: string
}

/** Judges tokens by the route of the request: an embedded `Keyward`, which holds the catalogue. */
export interface RouteVerifier {
  verifyRequest(text: string, request: RequestFacts): Promise<RequestVerdict>
  /** The same in this very tick, or undefined when it needs I/O. */
  verifyRequestNow?(text: string, request: RequestFacts): RequestVerdict | undefined
}
