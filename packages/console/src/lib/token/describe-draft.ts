import { formatDayAndTime } from '../dates.ts'
import { linesOf } from './conditions-draft.ts'
import { callWords, rateWords } from './describe-conditions.ts'
import { spellExpiry } from './duration.ts'
import type { TokenDraft } from './token-draft.ts'

/** Whose authority a new token will carry, how long, from where and how often: a sentence each. */
export function draftSentences({ owner, duration, conditions }: TokenDraft, now: number): string[] {
  const { notBefore, addresses, limit, windowSeconds, usageCap } = conditions
  const start = new Date(notBefore)
  const places = linesOf(addresses)
  return [
    owner === 'user' ? 'It acts as you.' : 'It acts for the organisation, whoever leaves.',
    ...(Number.isNaN(start.getTime()) ? [] : [`It works from ${formatDayAndTime(start.getTime())} on.`]),
    spellExpiry(duration, now),
    ...(places.length === 0
      ? []
      : [
          `It works only from ${places.length === 1 ? places[0] : `${places.length} addresses and networks`}.`,
        ]),
    ...(isCount(limit) ? [`At most ${rateWords({ limit: Number(limit), windowSeconds })}.`] : []),
    ...(isCount(usageCap) ? [`At most ${callWords(Number(usageCap))} in all.`] : []),
  ]
}

const isCount = (text: string) => /^[1-9]\d*$/.test(text)
