import type { UsageSlot } from '@keyward/contract'

export type Span = 'hours' | 'days'

const hour = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
const utcDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** When a slot begins, as people read it. */
export const slotWords = (at: string, span: Span): string =>
  (span === 'hours' ? hour : utcDay).format(new Date(at))

export const refusedOf = ({ refused }: UsageSlot): number =>
  Object.values(refused).reduce((sum, count) => sum + count, 0)

/** All slots together, the reasons for refusals with the most frequent first. */
export function totalsOf(slots: readonly UsageSlot[]) {
  const reasons = new Map<string, number>()
  for (const { refused } of slots)
    for (const [code, count] of Object.entries(refused)) reasons.set(code, (reasons.get(code) ?? 0) + count)
  return {
    allowed: slots.reduce((sum, slot) => sum + slot.allowed, 0),
    refused: slots.reduce((sum, slot) => sum + refusedOf(slot), 0),
    reasons: [...reasons].sort((a, b) => b[1] - a[1]),
  }
}

/** A refusal's code in words. `token_unknown` under a token's own name is a value of it that was replaced. */
export function refusalWords(code: string): string {
  if (code === 'token_unknown') return 'an old value that has stopped'
  return code.replaceAll('_', ' ')
}
