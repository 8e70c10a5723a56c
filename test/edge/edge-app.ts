// What runs where there is no Node: a guarded Hono app, and the client beside it. Bundled, and handed to its host.
import { createClient, createVerifier, KeywardProblem } from '@keyward/client'
import { createApp } from '../../examples/hono/src/app.ts'

/** Answers with a status and, where it is asked, what the client saw. */
const edge = {
  app: (baseUrl: string, credential: string) => createApp(createVerifier({ baseUrl, credential })),
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
export type Edge = typeof edge
Object.assign(globalThis, { edge })
