import type { Receipt } from '@keyward/contract'
import type { Clock, Committed, Timers } from '../ports.ts'

/** How much faster than true time a clock may run, and a margin for rounding: docs/decisions/0004. */
const CLOCK_RATE_ERROR = 2e-3
const MARGIN_MS = 0.5

type BarrierDeps = { clock: Clock; timers: Timers; leaseMs: number; verifierId: string }

/**
 * Waits until no verifier can still answer from before a committed change, and says who confirmed it.
 * A change that narrows nothing, or that no other verifier could have missed, does not wait.
 */
export async function passBarrier(
  { clock, timers, leaseMs, verifierId }: BarrierDeps,
  {
    invalidations,
    narrowing,
    verifiers,
  }: Pick<Committed<unknown>, 'invalidations' | 'narrowing' | 'verifiers'>,
): Promise<Receipt> {
  const sequence = invalidations.at(-1)?.sequence ?? 0
  const others = verifiers.filter((id) => id !== verifierId)
  if (!narrowing || others.length === 0) return { sequence, confirmed: [verifierId], expired: [] }
  await waitUntil(clock.mono() + leaseMs * (1 + CLOCK_RATE_ERROR) + MARGIN_MS, clock, timers)
  return { sequence, confirmed: [verifierId], expired: others }
}

async function waitUntil(mono: number, clock: Clock, timers: Timers): Promise<void> {
  for (let left = mono - clock.mono(); left > 0; left = mono - clock.mono())
    await new Promise<void>((resolve) => timers.after(Math.ceil(left), resolve))
}
