import type { Member, Role } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { apart } from '../../lib/names.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useMemberChange } from './use-member-change.ts'

type MemberRoleDialogProps = { member: Member; roles: readonly Role[]; onClose: () => void }

/** Gives a member another role. */
export function MemberRoleDialog({ member, roles, onClose }: MemberRoleDialogProps) {
  const [role, setRole] = useState(member.role.id)
  const name = roles.find(({ id }) => id === role)?.name ?? role
  const save = useMemberChange(
    (client) => client.updateMember({ memberId: member.id, role }),
    `${apart(member.name)} is ${apart(name)} now.`,
  )
  const submit = async () => {
    if (await save.run()) onClose()
  }
  return (
    <Dialog onClose={onClose} title={`Role of ${apart(member.name)}`} size={520}>
      <DialogForm
        act="Change role"
        onAct={submit}
        onCancel={onClose}
        pending={save.pending}
        ready={role !== member.role.id}
      >
        <Text>
          It is in force at once, for them and for their personal tokens: what a narrower role does not allow
          is refused everywhere.
        </Text>
        <RoleChoice roles={roles} value={role} onChange={setRole} />
        <ProblemNotice error={save.error} />
      </DialogForm>
    </Dialog>
  )
}
