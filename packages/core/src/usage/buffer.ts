import type { Permission, TokenId } from '@keyward/contract'
import { addEvent, addPermission, addSlice, type Gathered, nothingGathered } from './gathered.ts'
import type { UsageEvent, UsageSlice } from './slice.ts'

/** Gathers what tokens do, in memory, between two flushes. Verification only ever adds to it. */
export class UsageBuffer {
  readonly #byToken = new Map<TokenId, Gathered>()

  /** How many tokens have something to flush. */
  get size(): number {
    return this.#byToken.size
  }

  record(event: UsageEvent): void {
    addEvent(this.#gathered(event.tokenId), event)
  }

  /** Notes a permission of Keyward's own that a call turned out to take. The call itself has been recorded. */
  exercise(tokenId: TokenId, permission: Permission, at: number): void {
    addPermission(this.#gathered(tokenId), permission, 1, at)
  }

  /** Takes out up to `limit` tokens' gatherings. Whoever takes them writes them, or gives them back. */
  take(limit: number): UsageSlice[] {
    const slices: UsageSlice[] = []
    for (const [tokenId, gathered] of this.#byToken) {
      if (slices.length === limit) break
      this.#byToken.delete(tokenId)
      slices.push({ ...gathered, tokenId, permissions: [...gathered.permissions.values()] })
    }
    return slices
  }

  /** Takes back slices that could not be written, so that no count is lost. */
  giveBack(slices: readonly UsageSlice[]): void {
    for (const slice of slices) addSlice(this.#gathered(slice.tokenId), slice)
  }

  #gathered(tokenId: TokenId): Gathered {
    let gathered = this.#byToken.get(tokenId)
    if (!gathered) {
      gathered = nothingGathered()
      this.#byToken.set(tokenId, gathered)
    }
    return gathered
  }
}
