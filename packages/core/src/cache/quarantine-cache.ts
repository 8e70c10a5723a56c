import type { Store } from '../ports.ts'

/** Whether the database was restored and not released since: asked once, and again after `forget`. */
export type QuarantineCache = { holds(): Promise<boolean>; forget(): void }

export function createQuarantineCache({ reads }: Pick<Store, 'reads'>): QuarantineCache {
  let known: boolean | undefined
  let epoch = 0
  return {
    async holds() {
      if (known !== undefined) return known
      const asked = epoch
      const found = (await reads.installation.get('quarantined_at')) !== undefined
      if (asked === epoch) known = found
      return found
    },
    forget() {
      known = undefined
      epoch += 1
    },
  }
}
