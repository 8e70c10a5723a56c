import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { describeTrouble } from '../lib/problem.ts'

type ProblemNoticeProps = {
  error: unknown
  more?: readonly string[]
  onRetry?: () => void
  retryLabel?: string
}

/** A failure in the server's words, with the way on. Shows nothing without an error. */
export function ProblemNotice({ error, more = [], onRetry, retryLabel = 'Try again' }: ProblemNoticeProps) {
  if (!error) return null
  const { title, advice, requestId } = describeTrouble(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      {advice && <Text size="sm">{advice}</Text>}
      {more.map((line) => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
      {requestId && (
        <Text size="sm">
          Request <span className="kw-mono">{requestId}</span>
        </Text>
      )}
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            {retryLabel}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
