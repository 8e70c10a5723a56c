// What runs where there is no Node: the client, and a route that is guarded.
import { createClient, createVerifier, KeywardProblem } from '@keyward/client'
import { createGuard } from '@keyward/client/next'

globalThis.edge = {
  /** Verifies, and meets a failure by its code. */
  async client(baseUrl, token) {
    const client = createClient({ baseUrl, token })
    const own = await client.verifyToken({ token })
    const refused = await client.listTokens({}).catch((error) => error)
    return [own.valid, refused instanceof KeywardProblem && refused.code]
  },
  /** The statuses that a guarded route answers. */
  async guard(baseUrl, credential, tokens) {
    const guard = createGuard(createVerifier({ baseUrl, credential }))
    const route = guard('notes/notes:create', (_request, caller) => new Response(caller.tokenName))
    const answers = tokens.map((token) =>
      route(new Request('https://edge.example/notes', { headers: { authorization: `Bearer ${token}` } }), {}),
    )
    return (await Promise.all(answers)).map(({ status }) => status)
  },
}
