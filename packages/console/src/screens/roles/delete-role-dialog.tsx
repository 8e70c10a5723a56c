import type { Role } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { apart } from '../../lib/names.ts'
import { describeUse } from '../../lib/people/describe-role.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { useWays } from '../../parts/ways.tsx'
import { RoleHolders } from './role-holders.tsx'

/** Deletes a role that nobody and nothing has; of one that is in use it says who has it. */
export function DeleteRoleDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const { go } = useWays()
  const used = role.use !== null && role.use.members + role.use.invitations + role.use.tokens > 0
  const fresh = useFreshSignIn()
  const remove = useAct(async () => {
    await fresh(() => client.deleteRole({ roleId: role.id }))
    showToast(`The role “${apart(role.name)}” is deleted.`)
    go({ at: 'section', name: 'roles' })
    await queries.invalidateQueries({ queryKey: rolesQuery(organization).queryKey })
  })
  return (
    <Dialog
      onClose={onClose}
      title={used ? `“${apart(role.name)}” is in use` : `Delete the role “${apart(role.name)}”?`}
      size={520}
    >
      {used ? (
        <Stack gap="lg">
          <Text>{describeUse(role)}. Give them another role first; then it can be deleted.</Text>
          <RoleHolders role={role} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
          </Group>
        </Stack>
      ) : (
        <DialogForm
          act="Delete role"
          onAct={() => remove.run()}
          onCancel={onClose}
          pending={remove.pending}
          danger
        >
          <Text>Nobody and nothing has it. It cannot be brought back.</Text>
          <ProblemNotice error={remove.error} />
        </DialogForm>
      )}
    </Dialog>
  )
}
