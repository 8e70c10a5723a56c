import type { Role, RoleId } from '@keyward/contract'
import { Radio, Stack } from '@mantine/core'
import { whyNotAssign } from '../../lib/member-acts.ts'
import { useMembership } from '../../parts/membership.tsx'

type RoleChoiceProps = {
  roles: readonly Role[]
  value: RoleId
  onChange: (role: RoleId) => void
}

/** The roles that a person can be given, least-privileged first; why not, for those that they cannot. */
export function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  const membership = useMembership()
  const choose = (id: string) => {
    const found = roles.find((role) => role.id === id)
    if (found) onChange(found.id)
  }
  return (
    <Radio.Group label="Role" description="Least-privileged first" value={value} onChange={choose}>
      <Stack gap="sm" mt={8}>
        {roles.map((role) => {
          const reason = whyNotAssign(role, membership)
          return (
            <Radio
              key={role.id}
              value={role.id}
              label={role.name}
              disabled={reason !== undefined}
              description={[role.description, reason].filter(Boolean).join(' ')}
            />
          )
        })}
      </Stack>
    </Radio.Group>
  )
}
