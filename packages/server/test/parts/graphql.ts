import type { Answer, Asked, ServerHouse } from './house.ts'

/** Sends a query, in the newer media type: its status says how the query fared. */
export const query = (
  { ask }: Pick<ServerHouse, 'ask'>,
  text: string,
  { variables, ...asked }: Asked & { variables?: object } = {},
): Promise<Answer> =>
  ask('POST', '/graphql', {
    ...asked,
    body: { query: text, variables },
    headers: { accept: 'application/graphql-response+json', ...asked.headers },
  })

/** The codes of what went wrong, in order. */
export const codesOf = ({ body }: Answer): string[] =>
  (body?.errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code)
