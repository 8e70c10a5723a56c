import { createHash } from 'node:crypto'

/** Randomness that repeats: SHA-256 over a seed and a counter. */
export function seededRandom(seed: string): { bytes(count: number): Uint8Array } {
  let pool = Buffer.alloc(0)
  let block = 0
  return {
    bytes(count) {
      while (pool.length < count)
        pool = Buffer.concat([pool, createHash('sha256').update(`${seed}/${block++}`).digest()])
      const drawn = Uint8Array.from(pool.subarray(0, count))
      pool = pool.subarray(count)
      return drawn
    },
  }
}

/** Randomness that hands out the bytes given, then fails. */
export function fixedBytes(given: Uint8Array): { bytes(count: number): Uint8Array } {
  let used = 0
  return {
    bytes(count) {
      if (used + count > given.length) throw new Error('no more bytes')
      used += count
      return given.subarray(used - count, used)
    },
  }
}
