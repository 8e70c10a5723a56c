import type { Asking } from './admit.ts'

/** As much of a web `Request` as a guard reads. */
export type WebRequest = Pick<Request, 'method' | 'url'> & { headers: Pick<Headers, 'get'> }

/** Reads a web request. Where it came from is not in it. */
export function readRequest(request: WebRequest, address: string | null | undefined): Asking {
  const { headers, method, url } = request
  const { host, pathname, search } = new URL(url)
  const authorization = headers.get('authorization')
  return {
    authorization: authorization === null ? [] : [authorization],
    method,
    host: headers.get('host') ?? host,
    target: pathname + search,
    address: address ?? null,
    agent: headers.get('user-agent'),
  }
}
