import { LRUCache } from 'lru-cache'
import type { Invalidation, Stale } from '../ports.ts'
import type { HeldToken } from '../verify/decide.ts'

/** Matched tokens, found by a digest of their whole text; dropped by what makes them stale. */
export class TokenCache {
  readonly #entries: LRUCache<string, HeldToken>
  readonly #byStale = new Map<string, Set<string>>()

  constructor(max: number) {
    this.#entries = new LRUCache<string, HeldToken>({
      max,
      dispose: (held, digest) => this.#forget(digest, held),
    })
  }

  get(digest: string): HeldToken | undefined {
    return this.#entries.get(digest)
  }

  put(digest: string, held: HeldToken): void {
    this.#entries.set(digest, held)
    for (const key of staleKeys(held)) {
      const digests = this.#byStale.get(key)
      if (digests) digests.add(digest)
      else this.#byStale.set(key, new Set([digest]))
    }
  }

  drop(stale: Stale | Invalidation): void {
    if (stale.kind === 'all') this.clear()
    else for (const digest of [...(this.#byStale.get(keyOf(stale)) ?? [])]) this.#entries.delete(digest)
  }

  clear(): void {
    this.#entries.clear()
  }

  #forget(digest: string, held: HeldToken): void {
    for (const key of staleKeys(held)) {
      const digests = this.#byStale.get(key)
      digests?.delete(digest)
      if (digests?.size === 0) this.#byStale.delete(key)
    }
  }
}

/** What an invalidation is filed under. */
export const keyOf = ({ kind, key }: Stale): string => `${kind} ${key}`

/** Everything whose change makes a held token stale. */
export function staleKeys(held: HeldToken): string[] {
  const keys = [`token ${held.tokenId}`, `organization ${held.organizationId}`]
  for (const role of new Set(held.roles)) keys.push(`role ${role}`)
  if (held.caller.owner.kind === 'user') keys.push(`member ${held.caller.owner.memberId}`)
  return keys
}
