import { type Notice, permission } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { outboxQuery } from '../../lib/mail-queries.ts'
import { apart } from '../../lib/names.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { DeliveryMark } from '../../parts/list/delivery-mark.tsx'
import { FramedItem } from '../../parts/list/framed-list.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Ago } from '../../parts/relative-time.tsx'

const KINDS: Record<Notice['kind'], string> = {
  'token.generated': 'Token generated',
  'token.regenerated': 'Token regenerated',
  'token.reinstated': 'Token re-approved',
  'token.widened': 'Token may do more',
  'token.revoked': 'Token revoked',
  'token.expiring': 'Token expires soon',
  'approval.requested': 'Approval wanted',
  'approval.granted': 'Request approved',
  'approval.denied': 'Request denied',
  'member.invited': 'Invitation',
  'password.reset': 'New password',
  'webhook.disabled': 'Webhook switched off',
  security: 'Sign-in',
  several: 'Several changes',
}

/** One mail of the outbox. */
export function Mail({ notice }: { notice: Notice }) {
  const { kind, count, to, status, lastError, tries, createdAt } = notice
  return (
    <FramedItem
      end={
        <>
          <DeliveryMark status={status} />
          {notice.retriable && <Retry notice={notice} />}
        </>
      }
    >
      <Text fw={600}>
        {KINDS[kind]}
        {count > 1 && ` (${count})`}
      </Text>
      <Text c="dimmed" size="sm">
        To {to.name !== to.address && <>{apart(to.name)}, </>}
        {to.address}, <Ago at={createdAt} />
      </Text>
      {status !== 'sent' && lastError !== null && (
        <Text size="sm" mt={4}>
          {tries > 0 ? `After ${tries === 1 ? 'one attempt' : `${tries} attempts`}: ` : 'Not reached: '}
          <span className="kw-mono">{lastError}</span>
        </Text>
      )}
    </FramedItem>
  )
}

function Retry({ notice: { id: noticeId, to } }: { notice: Notice }) {
  const membership = useMembership()
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const locked = whyNotWith(membership, permission('keyward', 'settings', 'update'), 'try a mail again')
  const fresh = useFreshSignIn()
  const retry = useAct(async () => {
    await fresh(() => client.retryNotice({ noticeId }))
    await queries.invalidateQueries({ queryKey: outboxQuery(organization).queryKey })
    showToast(`The mail to ${to.address} is tried again now.`)
  })
  return (
    <div>
      <GuardedButton
        reason={locked}
        size="xs"
        variant="default"
        loading={retry.pending}
        onClick={() => retry.run()}
      >
        Try again now
      </GuardedButton>
      <ProblemNotice error={retry.error} />
    </div>
  )
}
