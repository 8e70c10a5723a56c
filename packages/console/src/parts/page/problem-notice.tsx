import { Button } from '@mantine/core'
import { describeTrouble, hasCode } from '../../lib/problem.ts'
import { whomToAsk } from '../../lib/rights.ts'
import { useMaybeMembership } from '../membership.tsx'
import { Notice } from './notice.tsx'

type ProblemNoticeProps = {
  error: unknown
  more?: readonly string[]
  onRetry?: () => void
  retryLabel?: string
}

/** A failure in the server's words, with the way on. Shows nothing without an error. */
export function ProblemNotice({ error, more = [], onRetry, retryLabel = 'Try again' }: ProblemNoticeProps) {
  const membership = useMaybeMembership()
  if (!error) return null
  const { title, advice, requestId } = describeTrouble(error)
  return (
    <Notice tone="trouble" title={title}>
      {advice && <span>{advice}</span>}
      {membership && hasCode(error, 'permission_missing') && <span>Ask {whomToAsk(membership)}.</span>}
      {more.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {requestId && (
        <span>
          Request <span className="kw-mono">{requestId}</span>
        </span>
      )}
      {onRetry && (
        <div>
          <Button size="xs" variant="default" mt={4} onClick={onRetry}>
            {retryLabel}
          </Button>
        </div>
      )}
    </Notice>
  )
}
