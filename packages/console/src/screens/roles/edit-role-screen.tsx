import { permission, type RoleId } from '@keyward/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { apart } from '../../lib/names.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { whyNoChoices, whyNotWith } from '../../lib/rights.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { RoleForm } from './role-form.tsx'
import { RoleScreen } from './role-screen.tsx'

const NEW = 'Create a role'
const READ = permission('keyward', 'roles', 'read')

/** Where a role of the organisation's own begins. */
export function NewRoleScreen() {
  const membership = useMembership()
  const reason =
    whyNotWith(membership, permission('keyward', 'roles', 'create'), 'create roles') ??
    whyNoChoices(membership, READ)
  if (reason) return <NoRight title={NEW} reason={reason} />
  return (
    <Page title={NEW} width="form" above={<BackLink to={{ at: 'section', name: 'roles' }}>Roles</BackLink>}>
      <RoleForm />
    </Page>
  )
}

/** Changes a role, and with it everybody and every token that has it. */
export function EditRoleScreen({ roleId }: { roleId: RoleId }) {
  const membership = useMembership()
  const reason =
    whyNotWith(membership, permission('keyward', 'roles', 'update'), 'change roles') ??
    whyNoChoices(membership, READ)
  if (reason) return <NoRight title="Edit a role" reason={reason} />
  return <EditRole roleId={roleId} />
}

function EditRole({ roleId }: { roleId: RoleId }) {
  const { organization } = useOrganization()
  const { data } = useSuspenseQuery(rolesQuery(organization))
  const role = data.roles.find(({ id }) => id === roleId)
  if (!role || role.builtIn) return <RoleScreen roleId={roleId} />
  return (
    <Page
      title={`Edit ${apart(role.name)}`}
      width="form"
      above={<BackLink to={{ at: 'role', roleId }}>{role.name}</BackLink>}
    >
      <RoleForm key={role.revision} role={role} />
    </Page>
  )
}
