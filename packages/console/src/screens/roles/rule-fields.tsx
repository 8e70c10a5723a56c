import { MANAGEMENT_API, type RoleRule } from '@keyward/contract'
import { Radio, Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { whyNotRule } from '../../lib/describe-role.ts'
import { catalogueQuery, rolesQuery } from '../../lib/queries.ts'
import type { RoleDraft } from '../../lib/role-draft.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { PermissionGrid } from '../../parts/permission-grid/permission-grid.tsx'

const PRODUCT = [
  { value: 'all', label: 'Everything', hint: 'Also what the APIs add later.' },
  { value: 'read', label: 'Everything that reads', hint: 'Also what the APIs add later.' },
  { value: 'list', label: 'Only what is ticked', hint: 'It never grows by itself.' },
] as const
const MANAGEMENT = [
  { value: 'all', label: 'Everything', hint: 'People, roles, settings and every token.' },
  { value: 'list', label: 'Only what is ticked', hint: 'Nothing at all, if nothing is.' },
] as const

type RuleFieldsProps = {
  draft: RoleDraft
  onChange: (change: Partial<RoleDraft>) => void
  /** The rule as it stands, which may stay even where the person could not give it. */
  standing: RoleRule | undefined
}

/** The rule of a role, plane by plane. */
export function RuleFields({ draft, onChange, standing }: RuleFieldsProps) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { data: catalogue } = useSuspenseQuery(catalogueQuery(organization))
  const { data: roleList } = useSuspenseQuery(rolesQuery(organization))
  const own = roleList.roles.find(({ id }) => id === membership.role.id)
  const gridOf = (management: boolean) => (
    <PermissionGrid
      catalogue={{
        ...catalogue,
        apis: catalogue.apis.filter(({ slug }) => (slug === MANAGEMENT_API) === management),
      }}
      membership={membership}
      value={draft.ticked}
      onChange={(ticked) => onChange({ ticked })}
    />
  )
  return (
    <>
      <Stack gap="md">
        <Plane
          label="In the product’s APIs"
          options={PRODUCT}
          value={draft.product}
          why={(choice) =>
            standing?.product === choice ? undefined : whyNotRule('product', choice, own, membership)
          }
          onChange={(product) => onChange({ product })}
        />
        {draft.product === 'list' && gridOf(false)}
      </Stack>
      <Stack gap="md">
        <Plane
          label="In Keyward itself"
          options={MANAGEMENT}
          value={draft.management}
          why={(choice) =>
            standing?.management === choice ? undefined : whyNotRule('management', choice, own, membership)
          }
          onChange={(management) => onChange({ management })}
        />
        {draft.management === 'list' && gridOf(true)}
      </Stack>
    </>
  )
}

type PlaneProps<V extends string> = {
  label: string
  options: readonly { value: V; label: string; hint: string }[]
  value: V
  why: (value: V) => string | undefined
  onChange: (value: V) => void
}

function Plane<V extends string>({ label, options, value, why, onChange }: PlaneProps<V>) {
  const choose = (chosen: string) => {
    const found = options.find((option) => option.value === chosen)
    if (found) onChange(found.value)
  }
  return (
    <Radio.Group label={label} value={value} onChange={choose}>
      <Stack gap="xs" mt={8}>
        {options.map((option) => {
          const reason = why(option.value)
          return (
            <Radio
              key={option.value}
              value={option.value}
              label={option.label}
              disabled={reason !== undefined}
              description={[option.hint, reason].filter(Boolean).join(' ')}
            />
          )
        })}
      </Stack>
    </Radio.Group>
  )
}
