import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiInput, Permission } from '@keyward/contract'
import { type Actor, createKeyward, type Keyward } from '@keyward/core'
import { stockTokens } from './stock-tokens.ts'

const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access })

export const CATALOGUE: ApiInput[] = [
  {
    slug: 'notes',
    name: 'Notes',
    resources: ['notes', 'comments', 'tags', 'people'].map((name) => ({
      name,
      label: name,
      actions: [action('find', 'read'), action('create', 'write'), action('delete', 'write')],
    })),
  },
]
export const NEED = 'notes/notes:find' as Permission

export type StockedDatabase = {
  path: string
  /** The texts of its tokens. */
  texts: string[]
  host: Actor
  open(): Promise<Keyward>
  remove(): void
}

/** A database with many organisation tokens. */
export async function stockDatabase(count: number): Promise<StockedDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  const [path, keys] = [join(folder, 'keyward.db'), join(folder, 'keys.json')]
  const open = () => createKeyward({ database: path, keys, catalogue: CATALOGUE })
  const keyward = await open()
  const organization = await keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
  await keyward.close()

  const texts = await stockTokens({ path, keys }, organization.id, count)
  return {
    path,
    texts,
    host: { kind: 'host', organizationId: organization.id, name: 'bench' },
    open,
    remove: () => rmSync(folder, { recursive: true }),
  }
}
