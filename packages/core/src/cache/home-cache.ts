import type { OrganizationId } from '@keyward/contract'
import type { Store } from '../ports.ts'

/** The home organisation: asked for until there is one, and remembered from then on. */
export function createHomeCache({ reads }: Pick<Store, 'reads'>): () => Promise<OrganizationId | undefined> {
  let known: OrganizationId | undefined
  return async () => {
    known ??= (await reads.organizations.home())?.id
    return known
  }
}
