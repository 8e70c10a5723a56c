import type { Policy } from '@keyward/contract'
import { Checkbox, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { ACCESS_LABEL } from '../../lib/token/describe-access.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'

const KINDS = ['read_only', 'full_access', 'role', 'custom'] as const
const NEEDED = [
  {
    field: 'addressesRequired',
    label: 'Each token is bound to addresses',
    hint: 'A request from anywhere else is refused.',
  },
  {
    field: 'secondFactorRequired',
    label: 'A second factor at sign-in',
    hint: 'For generating, regenerating and re-approving.',
  },
  {
    field: 'revokeAtSignOut',
    label: 'Personal tokens are revoked at sign-out',
    hint: 'When their owner signs out, whether or not they are marked for it.',
  },
] as const
const APPROVALS = [
  { value: 'none', label: 'Nobody', hint: 'A token works as soon as it is generated.' },
  { value: 'organization', label: 'Organisation tokens', hint: 'Personal tokens work at once.' },
  { value: 'all', label: 'Every token', hint: 'Personal ones too.' },
] as const

export type PolicyDraft = Omit<Policy, 'longestDays'> & { longest: string }

type PolicyFieldsProps = {
  draft: PolicyDraft
  onChange: (change: Partial<PolicyDraft>) => void
  disabled: boolean
  faults: { longestDays?: ReactNode; accessKinds?: ReactNode }
}

/** What an organisation can decide about its tokens. */
export function PolicyFields({ draft, onChange, disabled, faults }: PolicyFieldsProps) {
  return (
    <Stack gap="xl">
      <Stack gap="sm" component="fieldset" className="kw-plain">
        <legend className="kw-legend">How long tokens live</legend>
        <TextInput
          label="At most, in days"
          description="Counted from the current secret. Leave it empty for no bound."
          value={draft.longest}
          onChange={(event) => onChange({ longest: event.currentTarget.value })}
          inputMode="numeric"
          placeholder="no bound"
          error={faults.longestDays}
          disabled={disabled}
          maw={280}
        />
        <Checkbox
          label="Every token must expire"
          checked={draft.expiryRequired || draft.longest.trim() !== ''}
          disabled={disabled || draft.longest.trim() !== ''}
          onChange={(event) => onChange({ expiryRequired: event.currentTarget.checked })}
        />
      </Stack>
      <Checkbox.Group
        label="Accesses that may be chosen"
        value={draft.accessKinds}
        onChange={(kinds) => onChange({ accessKinds: KINDS.filter((kind) => kinds.includes(kind)) })}
        error={faults.accessKinds}
      >
        <Stack gap="xs" mt={8}>
          {KINDS.map((kind) => (
            <Checkbox key={kind} value={kind} label={ACCESS_LABEL[kind]} disabled={disabled} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Stack gap="sm" component="fieldset" className="kw-plain">
        <legend className="kw-legend">What else is needed</legend>
        {NEEDED.map(({ field, label, hint }) => (
          <Checkbox
            key={field}
            label={label}
            description={hint}
            checked={draft[field]}
            disabled={disabled}
            onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
      <ChoiceField
        label="Whose tokens wait until somebody else approves them"
        options={APPROVALS}
        value={draft.approval}
        disabled={disabled}
        onChange={(approval) => onChange({ approval })}
      />
    </Stack>
  )
}

export const draftOfPolicy = ({ longestDays, ...rest }: Policy): PolicyDraft => ({
  ...rest,
  longest: longestDays === null ? '' : String(longestDays),
})

/** The policy to send; undefined while a field cannot be read. */
export function policyOf({ longest, ...rest }: PolicyDraft): Policy | undefined {
  const text = longest.trim()
  if (text === '') return { ...rest, longestDays: null }
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3650
    ? { ...rest, longestDays: Number(text) }
    : undefined
}

const FIELDS = [
  'longestDays',
  'expiryRequired',
  'addressesRequired',
  'secondFactorRequired',
  'revokeAtSignOut',
  'approval',
] as const

export const samePolicy = (a: Policy, b: Policy): boolean =>
  FIELDS.every((field) => a[field] === b[field]) &&
  KINDS.every((kind) => a.accessKinds.includes(kind) === b.accessKinds.includes(kind))
