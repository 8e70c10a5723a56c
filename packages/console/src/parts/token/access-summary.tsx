import type { AccessInput, Catalogue, Membership, Permission, Role } from '@keyward/contract'
import { Stack, Text } from '@mantine/core'
import { useDeferredValue } from 'react'
import { accessSentence, describePermissions, wantedPermissions } from '../../lib/token/describe-access.ts'
import classes from './access-summary.module.css'

type AccessSummaryProps = {
  access: AccessInput | undefined
  catalogue: Catalogue
  roles: readonly Role[]
  membership: Membership
}

/** What a token will be able to do, said while it is being chosen. */
export function AccessSummary({ catalogue, roles, membership, ...now }: AccessSummaryProps) {
  // The boxes answer first: putting a thousand of them into words takes a while.
  const access = useDeferredValue(now.access)
  if (!access) return <Text>Nothing yet: the choice is still open.</Text>
  const wanted = wantedPermissions(access, catalogue, roles)
  const own = new Set(membership.permissions)
  const held = wanted.filter((permission) => own.has(permission))
  return (
    <Stack gap="sm">
      <Text>{accessSentence(access, held, catalogue, roles)}</Text>
      {held.length < wanted.length && (
        <Text size="sm">
          Nobody grants more than they hold: it gets the {held.length} of {wanted.length} permissions that are
          yours.
        </Text>
      )}
      <AllowedList permissions={held} catalogue={catalogue} limit={10} />
    </Stack>
  )
}

/** Permissions in words, resource by resource; beyond `limit` resources only their number. */
export function AllowedList({
  permissions,
  catalogue,
  limit = Number.POSITIVE_INFINITY,
}: {
  permissions: readonly Permission[]
  catalogue: Catalogue
  limit?: number
}) {
  const apis = describePermissions(permissions, catalogue)
  const total = apis.reduce((sum, api) => sum + api.lines.length, 0)
  let left = limit
  const shown = apis.flatMap((api) => {
    const lines = api.lines.slice(0, left)
    left -= lines.length
    return lines.length > 0 ? [{ ...api, lines }] : []
  })
  return (
    <div className={classes.allowed}>
      {shown.map((api) => (
        <div key={api.slug}>
          <Text size="sm" fw={600} mb={2}>
            {api.name}
          </Text>
          <ul className={classes.lines}>
            {api.lines.map((line) => (
              <li key={line.resource}>
                <span>{line.resource}</span>
                <span className={classes.actions}>{line.all ? 'Everything' : line.actions}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {total > limit && <Text size="sm">and {total - limit} more resources</Text>}
    </div>
  )
}
