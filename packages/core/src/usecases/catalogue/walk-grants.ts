import type { Permission, TokenId } from '@keyward/contract'
import type { GrantRecord } from '../../ports.ts'
import { createPace } from '../../world.ts'
import type { Deps } from '../deps.ts'

/** Rows that are read in one tick. */
const SLICE = 200

/** Looks at grants and at what was used of them. */
export type GrantVisitor = {
  look(grant: GrantRecord, home: boolean): void
  /** Left out: what was used is not read. */
  use?: ((use: { permission: Permission; lastAt: number }) => void) | undefined
}

/** Shows every live token of the installation, and what each has used of one API, without holding the thread. */
export async function walkGrants(deps: Deps, slug: string, { look, use }: GrantVisitor): Promise<void> {
  const { grants } = deps.store.reads
  const now = deps.clock.now()
  const pace = createPace(deps)
  for (let organizations = await grants.organizations(null, SLICE); organizations.length > 0; ) {
    for (const { id, home } of organizations) {
      for (let after: TokenId | null | undefined = null; after !== undefined; ) {
        const page: GrantRecord[] = await grants.page(id, now, after, SLICE)
        await pace()
        for (const grant of page) look(grant, home)
        await pace()
        const ids = page.map((grant) => grant.id)
        if (use && ids.length > 0) for (const each of await grants.used(id, ids, slug)) use(each)
        after = page.length < SLICE ? undefined : ids.at(-1)
      }
      await pace()
    }
    organizations = await grants.organizations(organizations.at(-1)?.id ?? null, SLICE)
  }
}
