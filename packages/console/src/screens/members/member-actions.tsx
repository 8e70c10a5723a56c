import type { MemberDetail, Role } from '@keyward/contract'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { apart } from '../../lib/names.ts'
import type { MemberActs } from '../../lib/people/member-acts.ts'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { MemberRoleDialog } from './member-role-dialog.tsx'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'
import { useMemberChange } from './use-member-change.ts'

type MemberActionsProps = { member: MemberDetail; roles: readonly Role[]; acts: MemberActs }

/** What can be done with a member; what cannot says why. */
export function MemberActions({ member, roles, acts }: MemberActionsProps) {
  const [asked, setAsked] = useState<'role' | 'deactivate' | 'remove'>()
  const close = () => setAsked(undefined)
  const reactivate = useMemberChange(
    (client) => client.reactivateMember({ memberId: member.id }),
    `${apart(member.name)} is a member again. Their personal tokens that were not revoked work.`,
  )
  return (
    <div>
      <Group gap="xs">
        <GuardedButton variant="default" reason={acts.changeRole} onClick={() => setAsked('role')}>
          Change role
        </GuardedButton>
        {member.status === 'active' ? (
          <GuardedButton variant="default" reason={acts.deactivate} onClick={() => setAsked('deactivate')}>
            Deactivate
          </GuardedButton>
        ) : (
          <GuardedButton
            variant="default"
            reason={acts.reactivate}
            loading={reactivate.pending}
            onClick={() => reactivate.run()}
          >
            Reactivate
          </GuardedButton>
        )}
        <GuardedButton variant="default" reason={acts.remove} onClick={() => setAsked('remove')}>
          Remove
        </GuardedButton>
      </Group>
      <ProblemNotice error={reactivate.error} />
      {asked === 'role' && <MemberRoleDialog member={member} roles={roles} onClose={close} />}
      {asked === 'deactivate' && <DeactivateDialog member={member} onClose={close} />}
      {asked === 'remove' && <RemoveMemberDialog member={member} onClose={close} />}
    </div>
  )
}
