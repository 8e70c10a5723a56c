import { permission, type Role } from '@keyward/contract'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { describeUse, roleSentence } from '../../lib/people/describe-role.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { FramedItem, FramedList } from '../../parts/list/framed-list.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { PlaceLink, useWays } from '../../parts/ways.tsx'
import classes from './roles.module.css'

const TITLE = 'Roles'

/** Settings → Roles: what people and tokens can be given as one, least-privileged first. */
export function RolesScreen() {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { go } = useWays()
  const unread = whyNotWith(membership, permission('keyward', 'roles', 'read'), 'see the roles')
  const roles = useQuery({ ...rolesQuery(organization), enabled: !unread })
  if (unread) return <NoRight title={TITLE} reason={unread} />
  return (
    <Page
      title={TITLE}
      lead="A role is a named set of permissions, for people and for tokens. Whoever has it may do what it allows at each call: a change of the role is in force at once."
      action={
        <GuardedButton
          reason={whyNotWith(membership, permission('keyward', 'roles', 'create'), 'create roles')}
          onClick={() => go({ at: 'new-role' })}
        >
          Create a role
        </GuardedButton>
      }
    >
      {roles.isPending && <LoadingRows count={4} />}
      <ProblemNotice error={roles.error} onRetry={roles.refetch} />
      {roles.data && (
        <FramedList>
          {roles.data.roles.map((role) => (
            <RoleItem key={role.id} role={role} />
          ))}
        </FramedList>
      )}
    </Page>
  )
}

function RoleItem({ role }: { role: Role }) {
  return (
    <FramedItem end={<span className={classes.use}>{describeUse(role)}</span>}>
      <Title order={2} size="h3">
        <PlaceLink to={{ at: 'role', roleId: role.id }} c="inherit" fz="inherit" fw="inherit">
          {role.name}
        </PlaceLink>
        {role.builtIn && <span className={classes.badge}>Built in</span>}
      </Title>
      {role.description && <Text>{role.description}</Text>}
      <Text size="sm" c="dimmed">
        {roleSentence(role)}
      </Text>
    </FramedItem>
  )
}
