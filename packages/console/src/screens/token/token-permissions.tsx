import type { Catalogue, Role, Token } from '@keyward/contract'
import { Stack, Text } from '@mantine/core'
import { accessSentence, wantedPermissions } from '../../lib/token/describe-access.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { AllowedList } from '../../parts/token/access-summary.tsx'

/** A token's permissions in words: its access, under its ceiling, within its owner. */
export function TokenPermissions({
  token,
  catalogue,
  roles,
}: {
  token: Token
  catalogue: Catalogue
  roles: readonly Role[]
}) {
  if (!isLive(token.shownStatus) || token.shownStatus === 'stopped')
    return <Text>Nothing: every request that carries it is refused.</Text>
  const wanted = wantedPermissions(token.access, catalogue, roles).length
  return (
    <Stack gap="md" maw={720}>
      <Text>{accessSentence(token.access, token.permissions, catalogue, roles)}</Text>
      {token.permissions.length < wanted && (
        <Text size="sm" c="dimmed">
          {token.permissions.length} of the {wanted} permissions that it was given: the others are beyond what
          its owner or whoever made it may do.
        </Text>
      )}
      <AllowedList permissions={token.permissions} catalogue={catalogue} />
    </Stack>
  )
}
