import { type CallOptions, type Client, eachNameOf } from '@keyward/client'
import { type Operation, type OperationName, operations } from '@keyward/contract'

/** Calls an operation by its name, with the input that somebody typed: the server judges it. */
export async function callOperation(
  client: Client,
  name: OperationName,
  input: object,
  options?: CallOptions,
): Promise<unknown> {
  const { params, query, headers, body }: Operation = operations[name]
  const given = params || query || headers || body ? [input, options] : [options]
  return await methodOf(client, name)(...given)
}

/** Walks a paged operation; undefined for one that answers all at once. */
export function walkOperation(
  client: Client,
  name: OperationName,
  input: object,
): AsyncIterable<unknown> | undefined {
  const each = eachNameOf(name)
  return each === undefined ? undefined : methodOf(client, each)(input)
}

// biome-ignore lint/suspicious/noExplicitAny: which operation it is, is known when it runs.
function methodOf(client: Client, name: string): (...given: unknown[]) => any {
  const method = new Map<string, unknown>(Object.entries(client)).get(name)
  if (typeof method !== 'function') throw new TypeError(`the client has no ${name}`)
  return (...given) => method(...given)
}
