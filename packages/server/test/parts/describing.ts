import type { Answer, SetUpHouse } from './house.ts'

/** An OpenAPI description whose operations are written `GET /path operationId`. */
export const describing = (operations: readonly string[], more: object = {}): string => {
  const paths: Record<string, Record<string, object>> = {}
  for (const line of operations) {
    const [method = '', path = '', operationId = ''] = line.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: { operationId, tags: ['notes'], responses: {} } }
  }
  return JSON.stringify({ openapi: '3.1.0', info: { title: 'Described', version: '1' }, paths, ...more })
}

type Options = { slug?: string; query?: string; as?: Parameters<SetUpHouse['ask']>[2] }

/** Asks for a preview of a description. */
export const preview = (
  house: Pick<SetUpHouse, 'ask' | 'owner'>,
  document: string,
  { slug = 'mail', query = '', as }: Options = {},
): Promise<Answer> =>
  house.ask('POST', `/v1/catalogue/imports?slug=${slug}${query}`, {
    as: house.owner,
    body: document,
    headers: { 'content-type': 'application/yaml' },
    ...as,
  })

/** What somebody says who has looked at a preview. */
export const agreedTo = ({ body: { revision, effects } }: Answer) => ({ revision, effects })

export const apply = (house: Pick<SetUpHouse, 'ask' | 'owner'>, seen: Answer): Promise<Answer> =>
  house.ask('POST', `/v1/catalogue/imports/${seen.body.id}/apply`, { as: house.owner, body: agreedTo(seen) })

/** Imports a description, having looked at what that changes. */
export async function importing(
  house: Pick<SetUpHouse, 'ask' | 'owner'>,
  document: string,
  options: Options = {},
): Promise<{ seen: Answer; done: Answer }> {
  const seen = await preview(house, document, options)
  if (seen.status !== 201) throw new Error(`the preview failed: ${seen.text}`)
  const done = await apply(house, seen)
  if (done.status !== 200) throw new Error(`the import failed: ${done.text}`)
  return { seen, done }
}
