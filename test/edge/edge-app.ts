// What runs where there is no Node: a guarded Hono app, and the client beside it. Bundled, and handed to its host.
import { createClient, createVerifier, KeywardProblem } from '@keyward/client'
import { createApp } from '../../examples/hono/src/app.ts'

const edge = {
  /** The status with which the guarded app answers. */
  async ask(baseUrl: string, credential: string, method: string, token?: string): Promise<number> {
    const app = createApp(createVerifier({ baseUrl, credential }))
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return (await app.fetch(new Request('https://edge.example/notes', { method, headers }))).status
  },
  /** One round with the client: generates, walks the pages, revokes, and meets a failure by its code. */
  async round(baseUrl: string, token: string): Promise<string[]> {
    const client = createClient({ baseUrl, token })
    const { token: made } = await client.generateToken({ name: 'from the edge', owner: 'organization' })
    const names: string[] = []
    for await (const { name } of client.eachToken({ limit: 1, search: 'from the edge' })) names.push(name)
    await client.revokeToken({ tokenId: made.id })
    const again = await client.revokeToken({ tokenId: made.id }).catch((error: unknown) => error)
    return [...names, again instanceof KeywardProblem ? again.code : String(again)]
  },
}
Object.assign(globalThis, { edge })
