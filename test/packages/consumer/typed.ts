// What a TypeScript consumer of the packages writes; it is only checked, never run.
import { createClient, KeywardProblem } from '@keyward/client'
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
