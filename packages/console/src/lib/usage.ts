import type { TokenUsage, UsageSlot } from '@keyward/contract'
import { counted } from './counted.ts'
import { DAY } from './dates.ts'

export type Span = 'hours' | 'days'
type Refusals = readonly (readonly [code: string, count: number])[]

const hour = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const utcDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

/** When a slot begins, as people read it: hours in their own zone, days as they are counted, in UTC. */
export const slotWords = (at: string, span: Span): string =>
  (span === 'hours' ? hour : utcDay).format(new Date(at))

/** A slot in one sentence: "Sun 14:00: 61 allowed, 12 refused (permission missing 12)". */
export function slotSentence(slot: UsageSlot, span: Span): string {
  const why = reasonWords(slot)
  return `${slotWords(slot.at, span)}: ${slot.allowed} allowed, ${refusedOf(slot)} refused${why && ` (${why})`}`
}

/** Why calls of a slot were refused, the most frequent reason first. */
export const reasonWords = (slot: UsageSlot): string =>
  totalsOf([slot])
    .reasons.map(([code, count]) => `${refusalWords(code)} ${count}`)
    .join(', ')

/** What stands under the bars: each quarter's or half's first slot, and the end. */
export function axisWords(slots: readonly UsageSlot[], span: Span): string[] {
  const words = span === 'hours' ? clock : utcDay
  const step = span === 'hours' ? 6 : 7
  return slots.filter((_, place) => place % step === 0).map(({ at }) => words.format(new Date(at)))
}

export const refusedOf = ({ refused }: UsageSlot): number =>
  Object.values(refused).reduce((sum, count) => sum + count, 0)

export const hasCalls = (slots: readonly UsageSlot[]): boolean =>
  slots.some((slot) => slot.allowed + refusedOf(slot) > 0)

const TOPS = [1, 2, 4, 6, 8]

/** The height of the chart in calls: the next round number that the highest bar does not pass. */
export function axisTop(slots: readonly UsageSlot[]): number {
  const most = Math.max(1, ...slots.map((slot) => slot.allowed + refusedOf(slot)))
  const power = 10 ** Math.floor(Math.log10(most))
  return (TOPS.find((step) => step * power >= most) ?? 10) * power
}

/** What stands beside the bars from the top down; a half call is never told. */
export const scaleOf = (top: number): number[] => (top % 2 === 0 ? [top, top / 2, 0] : [top, 0])

/** All slots together, the reasons for refusals with the most frequent first. */
export function totalsOf(slots: readonly UsageSlot[]): {
  allowed: number
  refused: number
  reasons: Refusals
} {
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
export function lastDayWords(
  { hours, callers: all }: Pick<TokenUsage, 'hours' | 'callers'>,
  now: number,
): string {
  const { allowed } = totalsOf(hours)
  if (allowed === 0) return 'No calls'
  const recent = all.filter(({ lastAt }) => Date.parse(lastAt) > now - DAY).length
  const callers = recent < CALLERS_TOLD ? counted(recent, 'caller') : `${recent} or more callers`
  return `${counted(allowed, 'call')}${recent === 0 ? '' : ` by ${callers}`}`
}

/** A refusal's code in words. `token_unknown` under a token's own name is a value of it that was replaced. */
export function refusalWords(code: string): string {
  if (code === 'token_unknown') return 'an old value that has stopped'
  return code.replaceAll('_', ' ')
}
