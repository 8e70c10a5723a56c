import type { Role } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useAct } from '../../lib/act.ts'
import { describeUse } from '../../lib/describe-role.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { useFreshSignIn } from '../../parts/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
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
    showToast(`The role “${role.name}” is deleted.`)
    go({ at: 'section', name: 'roles' })
    await queries.invalidateQueries({ queryKey: rolesQuery(organization).queryKey })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!used) remove.run()
  }
  return (
    <Dialog
      onClose={onClose}
      title={used ? `“${role.name}” is in use` : `Delete the role “${role.name}”?`}
      size={520}
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          {used ? (
            <>
              <Text>{describeUse(role)}. Give them another role first; then it can be deleted.</Text>
              <RoleHolders role={role} />
            </>
          ) : (
            <Text>Nobody and nothing has it. It cannot be brought back.</Text>
          )}
          <ProblemNotice error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {used ? 'Close' : 'Cancel'}
            </Button>
            {!used && (
              <Button type="submit" color="danger" loading={remove.pending}>
                Delete role
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
