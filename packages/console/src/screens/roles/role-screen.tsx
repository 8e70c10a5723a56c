import { permission, type Role, type RoleId } from '@keyward/contract'
import { Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleSentence, whyNotRole } from '../../lib/people/describe-role.ts'
import { catalogueQuery, rolesQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { Missing } from '../../parts/page/missing.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { AllowedList } from '../../parts/token/access-summary.tsx'
import { useWays } from '../../parts/ways.tsx'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'
import { RoleHolders } from './role-holders.tsx'

const TITLE = 'Role'

/** One role: what it allows, and who and what has it. */
export function RoleScreen({ roleId }: { roleId: RoleId }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const unread = whyNotWith(membership, permission('keyward', 'roles', 'read'), 'see the roles')
  const roles = useQuery({ ...rolesQuery(organization), enabled: !unread })
  if (unread) return <NoRight title={TITLE} reason={unread} />
  const role = roles.data?.roles.find(({ id }) => id === roleId)
  if (role) return <RoleSheet role={role} />
  return (
    <Page title={TITLE} above={<BackToRoles />}>
      {roles.isPending && <LoadingRows />}
      <ProblemNotice error={roles.error} onRetry={roles.refetch} />
      {roles.data && <Missing what="role" />}
    </Page>
  )
}

function RoleSheet({ role }: { role: Role }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { go } = useWays()
  const [deleting, setDeleting] = useState(false)
  const catalogue = useQuery(catalogueQuery(organization))
  return (
    <Page
      title={role.name}
      above={<BackToRoles />}
      lead={role.description || undefined}
      action={
        <Group gap="xs">
          <GuardedButton
            variant="default"
            reason={whyNotRole(role, 'update', membership)}
            onClick={() => go({ at: 'edit-role', roleId: role.id })}
          >
            Edit
          </GuardedButton>
          <GuardedButton
            variant="default"
            reason={whyNotRole(role, 'delete', membership)}
            onClick={() => setDeleting(true)}
          >
            Delete
          </GuardedButton>
        </Group>
      }
    >
      <Stack gap={36}>
        <RoleHolders role={role} />
        <section aria-labelledby="allows">
          <Title order={2} id="allows">
            What it allows
          </Title>
          <Text c="dimmed" mb="sm">
            {roleSentence(role)}
          </Text>
          {catalogue.data && <AllowedList permissions={role.permissions} catalogue={catalogue.data} />}
          <ProblemNotice error={catalogue.error} onRetry={catalogue.refetch} />
        </section>
      </Stack>
      {deleting && <DeleteRoleDialog role={role} onClose={() => setDeleting(false)} />}
    </Page>
  )
}

const BackToRoles = () => <BackLink to={{ at: 'section', name: 'roles' }}>Roles</BackLink>
