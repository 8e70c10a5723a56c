import type { Token } from '@keyward/contract'
import { Title } from '@mantine/core'
import { formatDayAndTime, formatRelative } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { callWords, rateWords } from '../../lib/token/describe-conditions.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { type Fact, Facts } from '../../parts/list/facts.tsx'
import { Notice } from '../../parts/page/notice.tsx'

/** Under which conditions a token works, where it has any. */
export function TokenConditions({ token }: { token: Token }) {
  const now = useNow()
  const facts = factsOf(token, now)
  if (facts.length === 0) return null
  return (
    <section aria-labelledby="conditions">
      <Title order={2} id="conditions" mb="sm">
        Conditions
      </Title>
      <Facts facts={facts} />
    </section>
  )
}

/** Says of a token that is not valid yet that it is refused, whatever its status. */
export function EarlyNotice({ token }: { token: Token }) {
  const now = useNow()
  const { notBefore } = token.conditions
  if (notBefore === null || Date.parse(notBefore) <= now || !isLive(token.shownStatus)) return null
  return (
    <Notice tone="hint" title="Not valid yet">
      Every request that carries it is refused until {formatDayAndTime(notBefore)}.
    </Notice>
  )
}

function factsOf({ conditions, usesLeft }: Token, now: number): Fact[] {
  const { notBefore, addresses, rateLimit, usageCap } = conditions
  const facts: Fact[] = []
  if (notBefore !== null)
    facts.push({
      term: 'Not before',
      value: `${formatDayAndTime(notBefore)} (${formatRelative(notBefore, now)})`,
    })
  if (addresses !== null)
    facts.push({ term: 'Only from', value: <span className="kw-mono">{addresses.join(', ')}</span> })
  if (rateLimit !== null) facts.push({ term: 'Rate limit', value: rateWords(rateLimit) })
  if (usageCap !== null)
    facts.push({
      term: 'Usage cap',
      value:
        usesLeft === 0
          ? `${callWords(usageCap)}, all made`
          : `${callWords(usageCap)}, ${leftWords(usesLeft)}`,
    })
  return facts
}

const leftWords = (usesLeft: number | null) => `${new Intl.NumberFormat('en-GB').format(usesLeft ?? 0)} left`
