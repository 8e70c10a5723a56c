import type { RefusalCode } from '@keyward/contract'

/** Calls in the hour or day that begins at `at`. */
export type UsageCount = { at: number; outcome: 'allowed' | RefusalCode; count: number }

export type Slot = { at: number; allowed: number; refused: Record<string, number> }

/** Lays counts out as the last `count` slots of `slotMs`, the one that holds `now` last; slots without calls are there too. */
export function slotsOf(counts: readonly UsageCount[], slotMs: number, count: number, now: number): Slot[] {
  const first = firstSlot(slotMs, count, now)
  const slots = Array.from(
    { length: count },
    (_, n): Slot => ({ at: first + n * slotMs, allowed: 0, refused: {} }),
  )
  for (const { at, outcome, count: calls } of counts) {
    const slot = slots[Math.floor((at - first) / slotMs)]
    if (!slot) continue
    if (outcome === 'allowed') slot.allowed += calls
    else slot.refused[outcome] = (slot.refused[outcome] ?? 0) + calls
  }
  return slots
}

/** Where the first of the last `count` slots begins. */
export const firstSlot = (slotMs: number, count: number, now: number): number =>
  now - (now % slotMs) - (count - 1) * slotMs
