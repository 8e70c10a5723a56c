import { permission } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { mayList, whyNotWith } from '../../lib/rights.ts'
import { useMembership } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { InvitationsSection } from './invitations-section.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberList } from './member-list.tsx'

const TITLE = 'Members'
const members = (action: string) => permission('keyward', 'members', action)

/** Settings → Members: the people of the organisation, and who is asked to join. */
export function MembersScreen() {
  const membership = useMembership()
  const [inviting, setInviting] = useState(false)
  const unread = whyNotWith(membership, members('read'), 'see the members')
  const uninvited = whyNotWith(membership, members('invite'), 'invite people')
  const roleless = mayList(membership, 'listRoles')
    ? undefined
    : whyNotWith(membership, permission('keyward', 'roles', 'read'), 'see the roles to invite as')
  if (unread && uninvited) return <NoRight title={TITLE} reason={unread} />
  return (
    <Page
      title={TITLE}
      documentTitle={`Members · ${membership.organization.name}`}
      lead="Who belongs to the organisation, and as what. A personal token can never do more than its owner’s role allows."
      action={
        <GuardedButton reason={uninvited ?? roleless} onClick={() => setInviting(true)}>
          Invite a member
        </GuardedButton>
      }
    >
      <Stack gap={40}>
        {!unread && <MemberList />}
        <InvitationsSection locked={uninvited} />
      </Stack>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}
