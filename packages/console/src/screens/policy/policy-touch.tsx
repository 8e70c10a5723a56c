import type { Policy, PolicyPreview } from '@keyward/contract'
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { counted } from '../../lib/counted.ts'
import { apart } from '../../lib/names.ts'
import { policyPreviewQuery, tokensKey } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { listWords } from '../../lib/token/describe-access.ts'
import { ConfirmTyping, isConfirmed } from '../../parts/dialog/confirm-typing.tsx'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

type PolicyTouchProps = {
  policy: Policy
  /** Whether this is the policy in force, so that tokens can be made to follow it. */
  inForce: boolean
}

/** Which tokens break a policy, in numbers; and, once it is in force, the way to make them follow. */
export function PolicyTouch({ policy, inForce }: PolicyTouchProps) {
  const { organization } = useOrganization()
  const preview = useQuery(policyPreviewQuery(organization, policy))
  const [asked, setAsked] = useState(false)
  if (preview.isPending) return <Skeleton height={72} radius="md" />
  if (preview.isError) return <ProblemNotice error={preview.error} onRetry={preview.refetch} />
  const { data } = preview
  if (data.tokens === 0)
    return (
      <Text c="dimmed" size="sm">
        {inForce ? 'Every live token keeps to it.' : 'Every live token would keep to it.'}
      </Text>
    )
  return (
    <Notice
      tone="hint"
      title={
        inForce
          ? `${counted(data.tokens, 'token breaks', 'tokens break')} it`
          : `${counted(data.tokens, 'token')} would break it`
      }
    >
      <Stack gap="sm" mt={4}>
        <Text size="sm">
          {data.tokens > data.names.length
            ? `${data.names.map(apart).join(', ')} and ${data.tokens - data.names.length} more`
            : listWords(data.names.map(apart))}
          .{' '}
          {data.tokens === 1
            ? 'It goes on as it is until you make it follow.'
            : 'They go on as they are until you make them follow.'}
        </Text>
        {inForce && (
          <Group>
            <Button variant="default" onClick={() => setAsked(true)}>
              {data.tokens === 1 ? 'Make it follow…' : 'Make them follow…'}
            </Button>
          </Group>
        )}
      </Stack>
      {asked && <FollowDialog preview={data} onClose={() => setAsked(false)} />}
    </Notice>
  )
}

function FollowDialog({ preview, onClose }: { preview: PolicyPreview; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [typed, setTyped] = useState('')
  const expected = String(preview.tokens)
  const follow = useAct(async () => {
    const done = await fresh(() => client.applyPolicy({ expected: preview.tokens }))
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    showToast(
      `${counted(done.shortened, 'token ends', 'tokens end')} earlier, ${counted(done.revoked, 'token is', 'tokens are')} revoked.`,
    )
    onClose()
  })
  return (
    <Dialog
      onClose={onClose}
      title={
        preview.tokens === 1 ? 'Make the token follow the policy?' : 'Make live tokens follow the policy?'
      }
      size={520}
    >
      <DialogForm
        act={preview.tokens === 1 ? 'Make it follow' : 'Make them follow'}
        onAct={() => follow.run()}
        onCancel={onClose}
        pending={follow.pending}
        ready={isConfirmed(typed, expected)}
        danger
      >
        <Text>
          {counted(preview.shortened, 'token')} will expire earlier. {counted(preview.revoked, 'token')} will
          be revoked: {preview.callsLastDay} of their calls in the last 24 hours would have failed.
        </Text>
        <ConfirmTyping expected={expected} what="the number of tokens" value={typed} onChange={setTyped} />
        <ProblemNotice error={follow.error} />
      </DialogForm>
    </Dialog>
  )
}
