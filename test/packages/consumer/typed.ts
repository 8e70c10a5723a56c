// What a TypeScript consumer of the packages writes; it is only checked, never run.
import { createClient, createVerifier, KeywardProblem, type Verifier } from '@keyward/client'
import { createGuard as onExpress } from '@keyward/client/express'
import { createGuard as onNext } from '@keyward/client/next'
import { type Permission, permission, type Verdict } from '@keyward/contract'
import { createKeyward, type Keyward } from '@keyward/core'
import { type RunningServer, startServer } from '@keyward/server'

const need: Permission = permission('notes', 'notes', 'read')

export const serve = (): Promise<RunningServer> => startServer({ env: process.env, cwd: process.cwd() })

export const open = (): Promise<Keyward> =>
  createKeyward({ database: 'keyward.db', keys: 'keys.json', catalogue: [] })

export const judge = (keyward: Keyward, text: string): Promise<Verdict> => keyward.verify(text, { need })

export async function rename(token: string, tokenId: string): Promise<string | undefined> {
  const client = createClient({ baseUrl: 'https://keyward.example.com', token })
  try {
    const renamed = await client.updateToken({ tokenId, name: 'New name' })
    // @ts-expect-error a field that there is not
    await client.updateToken({ tokenId, nmae: 'New name' })
    return renamed.token.name
  } catch (error) {
    return error instanceof KeywardProblem ? error.code : undefined
  }
}

/** An embedded Keyward and one that is asked over HTTP are verifiers alike. */
export const verifiers = async (token: string): Promise<Verifier[]> => [
  await open(),
  createVerifier({ baseUrl: 'https://keyward.example.com', credential: token }),
]

export const guards = (verifier: Verifier) => [
  onExpress(verifier, { realm: 'notes' })('notes/notes:find'),
  onNext(verifier)(null, (_request, caller) => Response.json(caller)),
  // @ts-expect-error not a permission
  onExpress(verifier)('notes'),
]
