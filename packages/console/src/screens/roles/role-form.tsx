import type { Role, RoleRuleInput } from '@keyward/contract'
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { apart } from '../../lib/names.ts'
import {
  draftOfRole,
  EMPTY_ROLE,
  type RoleDraft,
  sameRule,
  toRoleChange,
  toRule,
} from '../../lib/people/role-draft.ts'
import type { Place } from '../../lib/places.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { PlaceButton, useWays } from '../../parts/ways.tsx'
import { RoleTouch } from './role-touch.tsx'
import { RuleFields } from './rule-fields.tsx'

const FIELDS = ['name', 'description'] as const

/** The form for a new role, or for one that stands. */
export function RoleForm({ role }: { role?: Role }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const { go } = useWays()
  const [draft, setDraft] = useState<RoleDraft>(() => (role ? draftOfRole(role) : EMPTY_ROLE))
  const change = (part: Partial<RoleDraft>) => setDraft((before) => ({ ...before, ...part }))
  const rule = toRule(draft)
  const save = useAct(async (wanted: RoleRuleInput) => {
    const { name, description } = draft
    const saved = await fresh(async () =>
      role
        ? (
            await client.updateRole({
              roleId: role.id,
              revision: role.revision,
              ...toRoleChange(draft, role),
            })
          ).role
        : client.createRole({ name, description, rule: wanted }),
    )
    await queries.invalidateQueries({ queryKey: [organization] })
    showToast(
      role
        ? `The role “${apart(saved.name)}” is changed, and in force.`
        : `The role “${apart(saved.name)}” is made.`,
    )
    go({ at: 'role', roleId: saved.id })
  })
  const { byField, rest } = faultsByField(save.error, FIELDS)
  if (hasCode(save.error, 'role_name_taken')) byField.name = save.error.message
  const back: Place = role ? { at: 'role', roleId: role.id } : { at: 'section', name: 'roles' }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.run(rule)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        <TextInput
          label="Name"
          description="What somebody with it is, such as “Release manager”"
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={byField.name}
          autoComplete="off"
          maw={420}
        />
        <Textarea
          label="Description (optional)"
          description="A sentence on what it allows, shown wherever it can be chosen"
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
          error={byField.description}
          rows={2}
        />
        <RuleFields draft={draft} onChange={change} standing={role?.rule} />
        {role && !sameRule(rule, role.rule) && <RoleTouch roleId={role.id} rule={rule} />}
        {Object.keys(byField).length === 0 && <ProblemNotice error={save.error} more={rest} />}
        <Group>
          <Button type="submit" loading={save.pending}>
            {role ? 'Save role' : 'Create role'}
          </Button>
          <PlaceButton variant="default" to={back}>
            Cancel
          </PlaceButton>
        </Group>
      </Stack>
    </form>
  )
}
