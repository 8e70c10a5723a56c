import type { Role, RoleId } from '@keyward/contract'
import { whyNotAssign } from '../../lib/people/member-acts.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useMembership } from '../../parts/membership.tsx'

type RoleChoiceProps = {
  roles: readonly Role[]
  value: RoleId
  onChange: (role: RoleId) => void
}

/** The roles that a person can be given, least-privileged first; why not, for those that they cannot. */
export function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  const membership = useMembership()
  return (
    <ChoiceField
      label="Role"
      description="Least-privileged first"
      options={roles.map((role) => ({ value: role.id, label: role.name, hint: role.description }))}
      value={value}
      why={(id) => {
        const role = roles.find((each) => each.id === id)
        return role && whyNotAssign(role, membership)
      }}
      onChange={onChange}
    />
  )
}
