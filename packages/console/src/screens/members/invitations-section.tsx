import type { Invitation, IssuedInvitation } from '@keyward/contract'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { formatRelative } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import { useNow } from '../../lib/now.ts'
import { invitationsQuery, membersKey } from '../../lib/people/people-queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { FramedItem, FramedList } from '../../parts/list/framed-list.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Ago } from '../../parts/relative-time.tsx'
import { IssuedLink } from './issued-link.tsx'

/** Who was asked to join and has not yet. `locked` is why the person may not invite. */
export function InvitationsSection({ locked }: { locked: string | undefined }) {
  const { organization } = useOrganization()
  const open = useQuery(invitationsQuery(organization))
  const [issued, setIssued] = useState<IssuedInvitation>()
  return (
    <Stack component="section" aria-labelledby="invitations" gap="md">
      <Title order={2} id="invitations">
        Open invitations
      </Title>
      {open.isPending && <LoadingRows count={1} />}
      <ProblemNotice error={open.error} onRetry={open.refetch} />
      {open.data?.invitations.length === 0 && <Text c="dimmed">Nobody is asked to join.</Text>}
      {open.data && open.data.invitations.length > 0 && (
        <FramedList aria-labelledby="invitations">
          {open.data.invitations.map((invitation) => (
            <InvitationItem
              key={invitation.id}
              invitation={invitation}
              locked={locked}
              onIssued={setIssued}
            />
          ))}
        </FramedList>
      )}
      {issued && (
        <Dialog onClose={() => setIssued(undefined)} title="Invitation sent again" size={520}>
          <IssuedLink issued={issued} onDone={() => setIssued(undefined)} />
        </Dialog>
      )}
    </Stack>
  )
}

type InvitationItemProps = {
  invitation: Invitation
  locked: string | undefined
  onIssued: (issued: IssuedInvitation) => void
}

function InvitationItem({ invitation, locked, onIssued }: InvitationItemProps) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const now = useNow()
  const { id: invitationId, email, role, invitedBy, createdAt, expiresAt, expired } = invitation
  const refresh = () => queries.invalidateQueries({ queryKey: membersKey(organization) })
  const resend = useAct(async () => {
    onIssued(await fresh(() => client.resendInvitation({ invitationId })))
    await refresh()
  })
  const cancel = useAct(async () => {
    await fresh(() => client.cancelInvitation({ invitationId }))
    showToast(`The invitation of ${email} is taken back: its link is no longer good.`)
    await refresh()
  })
  return (
    <FramedItem
      end={
        <>
          <GuardedButton
            variant="default"
            size="xs"
            reason={locked}
            loading={resend.pending}
            onClick={() => resend.run()}
          >
            Send again
          </GuardedButton>
          <GuardedButton
            variant="default"
            size="xs"
            reason={locked}
            loading={cancel.pending}
            onClick={() => cancel.run()}
          >
            Take back
          </GuardedButton>
        </>
      }
      below={<ProblemNotice error={resend.error ?? cancel.error} />}
    >
      <Text fw={550}>{email}</Text>
      <Text size="sm" c="dimmed" component="div">
        {apart(role.name)} · {apart(invitedBy.name)} asked <Ago at={createdAt} /> ·{' '}
        {expired ? 'the link has expired' : `ends ${formatRelative(expiresAt, now)}`}
      </Text>
    </FramedItem>
  )
}
