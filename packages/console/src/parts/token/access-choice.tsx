import type { AccessKind, Catalogue, Membership, Role } from '@keyward/contract'
import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { whomToAsk } from '../../lib/rights.ts'
import { ACCESS_LABEL } from '../../lib/token/describe-access.ts'
import type { AccessChoice as Choice } from '../../lib/token/token-draft.ts'
import classes from '../choice.module.css'
import { PermissionGrid } from '../permission-grid/permission-grid.tsx'

const SENTENCE: Record<AccessKind, string> = {
  read_only: 'Reads everything in your product’s APIs and changes nothing.',
  full_access: 'Reads and changes everything in your product’s APIs, never Keyward’s own management.',
  role: 'What a role allows, as the role stands at each call.',
  custom: 'Only what you tick.',
}
const KINDS = ['read_only', 'full_access', 'role', 'custom'] as const

type AccessChoiceProps = {
  value: Choice
  onChange: (value: Choice) => void
  error?: ReactNode
  catalogue: Catalogue
  roles: readonly Role[]
  membership: Membership
}

/** The one choice of what a token may do; roles and boxes open under it. */
export function AccessChoice({ value, onChange, error, catalogue, roles, membership }: AccessChoiceProps) {
  const allowed = membership.organization.policy.accessKinds
  const choose = (kind: string) => {
    const found = KINDS.find((known) => known === kind)
    if (found) onChange({ ...value, kind: found })
  }
  return (
    <Stack gap="md" id="field-access">
      <Radio.Group
        label="Access"
        description="What the token may do"
        value={value.kind}
        onChange={choose}
        error={error}
        withAsterisk={false}
      >
        <div className={classes.options}>
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={ACCESS_LABEL[kind]}
              description={allowed.includes(kind) ? SENTENCE[kind] : 'Your organisation does not allow it.'}
              disabled={!allowed.includes(kind)}
              className={classes.option ?? ''}
            />
          ))}
        </div>
      </Radio.Group>
      {value.kind === 'role' && (
        <RoleChoice value={value} onChange={onChange} roles={roles} membership={membership} />
      )}
      {value.kind === 'custom' && (
        <PermissionGrid
          catalogue={catalogue}
          membership={membership}
          value={value.scopes}
          onChange={(scopes) => onChange({ ...value, scopes })}
        />
      )}
    </Stack>
  )
}

type RoleChoiceProps = Pick<AccessChoiceProps, 'value' | 'onChange' | 'roles' | 'membership'>

function RoleChoice({ value, onChange, roles, membership }: RoleChoiceProps) {
  return (
    <Radio.Group
      label="Role"
      description="Least-privileged first"
      value={value.role ?? null}
      onChange={(id) => onChange({ ...value, role: roles.find((role) => role.id === id)?.id })}
      className={classes.nested ?? ''}
    >
      <Stack gap="sm" mt={8}>
        {roles.map((role) => (
          <Radio
            key={role.id}
            value={role.id}
            label={role.name}
            disabled={!role.grantable}
            description={
              role.grantable
                ? role.description
                : `${role.description} It holds more than you do: ask ${whomToAsk(membership)}.`
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
