import type { Token } from '@keyward/contract'
import { Stack, Text } from '@mantine/core'
import { Notice } from '../../parts/page/notice.tsx'
import { DecisionButtons } from '../../parts/token/decision-buttons.tsx'

/** A token that waits: why it was asked for, and the decision for whoever may make it. */
export function AwaitedApproval({ token }: { token: Token }) {
  return (
    <Notice tone="hint" title="Waits for approval">
      <Stack gap="sm" mt={4}>
        <Text size="sm">It is refused until somebody else approves it.</Text>
        {token.approval?.justification && <div className="kw-prose">“{token.approval.justification}”</div>}
        <DecisionButtons token={token} />
      </Stack>
    </Notice>
  )
}
