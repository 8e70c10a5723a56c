import type { OrganizationId, TokenId } from '@keyward/contract'
import type { Account } from '../limits/account.ts'
import type { Conditions } from '../token/conditions.ts'

/** What running processes have reserved of the limits of tokens: `limits/account.ts` tells how they stay exact. */
export interface LimitWrites {
  /** A token's conditions as they are now, and its account, locked until the transaction ends. */
  lock(
    organizationId: OrganizationId,
    tokenId: TokenId,
  ): Promise<{ conditions: Conditions; account: Account } | undefined>
  put(tokenId: TokenId, account: Account): Promise<void>
}
