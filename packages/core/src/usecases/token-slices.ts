import type { OrganizationId } from '@keyward/contract'
import type { Reads, StoredToken, TokenWhere } from '../ports.ts'

const SLICE = 500

/** Every token that matches, in id order, a slice at a time. */
export async function* tokenSlices(
  { tokens }: Pick<Reads, 'tokens'>,
  organizationId: OrganizationId,
  where: TokenWhere,
): AsyncGenerator<StoredToken[]> {
  for (let ids = await tokens.ids(organizationId, where, null, SLICE); ids.length > 0; ) {
    yield await tokens.findMany(organizationId, ids)
    ids = await tokens.ids(organizationId, where, ids.at(-1) ?? null, SLICE)
  }
}
