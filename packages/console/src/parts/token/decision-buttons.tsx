import type { AnyToken } from '@keyward/contract'
import { Group, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { apart } from '../../lib/names.ts'
import { whyNotApprove, whyNotDeny } from '../../lib/policy.ts'
import { tokensKey } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../membership.tsx'
import { GuardedButton } from '../page/guarded.tsx'
import { ProblemNotice } from '../page/problem-notice.tsx'

/** Approves or denies a token that waits. */
export function DecisionButtons({ token }: { token: AnyToken }) {
  const membership = useMembership()
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const decide = useAct(async (approve: boolean) => {
    const { id: tokenId, name } = token
    await fresh(() => (approve ? client.approveToken({ tokenId }) : client.denyToken({ tokenId })))
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    showToast(approve ? `“${apart(name)}” is approved and works now.` : `“${apart(name)}” is denied.`)
  })
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <GuardedButton
          reason={whyNotApprove(token, membership)}
          loading={decide.pending}
          onClick={() => decide.run(true)}
        >
          Approve
        </GuardedButton>
        <GuardedButton
          variant="default"
          reason={whyNotDeny(membership)}
          disabled={decide.pending}
          onClick={() => decide.run(false)}
        >
          Deny
        </GuardedButton>
      </Group>
      <ProblemNotice error={decide.error} />
    </Stack>
  )
}
