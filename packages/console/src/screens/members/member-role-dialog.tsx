import type { Member, Role } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useMemberChange } from './use-member-change.ts'

type MemberRoleDialogProps = { member: Member; roles: readonly Role[]; onClose: () => void }

/** Gives a member another role. */
export function MemberRoleDialog({ member, roles, onClose }: MemberRoleDialogProps) {
  const [role, setRole] = useState(member.role.id)
  const name = roles.find(({ id }) => id === role)?.name ?? role
  const save = useMemberChange(
    (client) => client.updateMember({ memberId: member.id, role }),
    `${member.name} is ${name} now.`,
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await save.run()) onClose()
  }
  return (
    <Dialog onClose={onClose} title={`Role of ${member.name}`} size={520}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Text>
            It is in force at once, for them and for their personal tokens: what a narrower role does not
            allow is refused everywhere.
          </Text>
          <RoleChoice roles={roles} value={role} onChange={setRole} />
          <ProblemNotice error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={role === member.role.id} loading={save.pending}>
              Change role
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
