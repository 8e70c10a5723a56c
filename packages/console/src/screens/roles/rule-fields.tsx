import { MANAGEMENT_API, type RoleRule } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { whyNotRule } from '../../lib/people/describe-role.ts'
import type { RoleDraft } from '../../lib/people/role-draft.ts'
import { catalogueQuery, rolesQuery } from '../../lib/queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
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
        <ChoiceField
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
        <ChoiceField
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
