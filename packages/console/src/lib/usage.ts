import type { TokenUsage, UsageSlot } from '@keyward/contract'
import { DAY } from './dates.ts'

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

/** As many callers as a token's usage tells at the most. */
const CALLERS_TOLD = 20

/** What a token was let through for in the last day, which is what fails once it is refused. */
export function lastDayWords({ hours, callers }: Pick<TokenUsage, 'hours' | 'callers'>, now: number): string {
  const { allowed } = totalsOf(hours)
  if (allowed === 0) return 'No calls'
  const recent = callers.filter(({ lastAt }) => Date.parse(lastAt) > now - DAY).length
  const by = recent === 0 ? '' : ` by ${counted(recent, 'caller', recent >= CALLERS_TOLD ? ' or more' : '')}`
  return `${counted(allowed, 'call')}${by}`
}

const counted = (count: number, word: string, more = ''): string =>
  `${count.toLocaleString('en-GB')}${more} ${word}${count === 1 ? '' : 's'}`

/** A refusal's code in words. `token_unknown` under a token's own name is a value of it that was replaced. */
export function refusalWords(code: string): string {
  if (code === 'token_unknown') return 'an old value that has stopped'
  return code.replaceAll('_', ' ')
}
