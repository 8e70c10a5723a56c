import type { Catalogue, Membership, Role, Token } from '@keyward/contract'
import { Checkbox, Stack, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DraftField, TokenDraft } from '../../lib/token/token-draft.ts'
import { AccessChoice } from '../../parts/token/access-choice.tsx'
import { DurationChoice } from '../../parts/token/duration-choice.tsx'
import { ConditionsFields } from './conditions-fields.tsx'
import { NameField } from './name-field.tsx'

type TokenFieldsProps = {
  draft: TokenDraft
  onChange: (change: Partial<TokenDraft>) => void
  faults: Partial<Record<DraftField, string>>
  catalogue: Catalogue
  roles: readonly Role[]
  membership: Membership
  /** What stands between the description and the duration. */
  owner?: ReactNode
  current?: Pick<Token, 'id' | 'expiresAt'>
}

/** The fields of a token, for generating and for editing. */
export function TokenFields({
  draft,
  onChange,
  faults,
  catalogue,
  roles,
  membership,
  owner,
  current,
}: TokenFieldsProps) {
  const { approval: rule } = membership.organization.policy
  const approval = !current && (rule === 'all' || (rule === 'organization' && draft.owner === 'organization'))
  return (
    <Stack gap="xl">
      <NameField
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={faults.name}
        of={current?.id}
      />
      <Textarea
        id="field-description"
        label="Description (optional)"
        value={draft.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
        error={faults.description}
        rows={2}
      />
      {owner}
      <DurationChoice
        value={draft.duration}
        onChange={(duration) => onChange({ duration })}
        error={faults.duration}
        {...(current && { current })}
        longestDays={membership.organization.policy.longestDays}
      />
      {draft.owner === 'user' && (
        <Checkbox
          label="Revoke when I sign out"
          description="When you sign out yourself, as opposed to a session that runs out. It can be re-approved later."
          checked={draft.revokeAtSignOut}
          onChange={(event) => onChange({ revokeAtSignOut: event.currentTarget.checked })}
        />
      )}
      <AccessChoice
        value={draft.access}
        onChange={(access) => onChange({ access })}
        error={faults.access}
        catalogue={catalogue}
        roles={roles}
        membership={membership}
      />
      <ConditionsFields
        value={draft.conditions}
        onChange={(conditions) => onChange({ conditions })}
        faults={faults}
        addressesRequired={membership.organization.policy.addressesRequired}
      />
      {approval && (
        <Textarea
          id="field-justification"
          label="What is it for?"
          description="Somebody else must approve this token before it works; they read this."
          value={draft.justification}
          onChange={(event) => onChange({ justification: event.currentTarget.value })}
          error={faults.justification}
          rows={2}
        />
      )}
    </Stack>
  )
}
