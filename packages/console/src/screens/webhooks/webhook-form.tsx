import type { Webhook, WebhookEvent } from '@keyward/contract'
import { Checkbox, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Act } from '../../lib/act.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { EVENT_NAMES, EVENTS } from './webhook-words.ts'

export type WebhookDraft = Pick<Webhook, 'name' | 'url' | 'events'>
export const EMPTY_DRAFT: WebhookDraft = { name: '', url: '', events: null }

type WebhookFormProps<T> = {
  start: WebhookDraft
  save: Act<[WebhookDraft], T>
  saveLabel: string
  onSaved: (value: T) => void
  onCancel: () => void
}

/** What a webhook is called, where it leads, and what it is told of. */
export function WebhookForm<T>({ start, save, saveLabel, onSaved, onCancel }: WebhookFormProps<T>) {
  const [draft, setDraft] = useState(start)
  const change = (fields: Partial<WebhookDraft>) => setDraft((before) => ({ ...before, ...fields }))
  const { byField, rest } = faultsByField(save.error, ['name', 'url', 'events'])
  const placed = hasCode(save.error, 'request_invalid', 'webhook_url_refused') && rest.length === 0
  const submit = async () => {
    const saved = await save.run(draft)
    if (saved !== undefined) onSaved(saved)
  }
  return (
    <DialogForm act={saveLabel} onAct={submit} onCancel={onCancel} pending={save.pending}>
      <TextInput
        label="Name"
        autoComplete="off"
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={byField.name}
        data-autofocus
      />
      <TextInput
        type="url"
        label="Address"
        description="https, on the public internet."
        placeholder="https://hooks.example.com/keyward"
        autoComplete="off"
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
        error={byField.url}
      />
      <EventChoice value={draft.events} onChange={(events) => change({ events })} error={byField.events} />
      {!placed && <ProblemNotice error={save.error} />}
    </DialogForm>
  )
}

type EventChoiceProps = {
  value: readonly WebhookEvent[] | null
  onChange: (events: WebhookEvent[] | null) => void
  error: string | undefined
}

function EventChoice({ value, onChange, error }: EventChoiceProps) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label="It is told of"
        value={value === null ? 'all' : 'some'}
        onChange={(choice) => onChange(choice === 'all' ? null : ['token.revoked', 'token.expiring'])}
      >
        <Group gap="lg" mt={6}>
          <Radio value="all" label="All events" />
          <Radio value="some" label="Only these" />
        </Group>
      </Radio.Group>
      {value !== null && (
        <Checkbox.Group
          aria-label="Events"
          value={[...value]}
          onChange={(events) => onChange(EVENT_NAMES.filter((event) => events.includes(event)))}
          error={error}
        >
          <Stack gap={8}>
            {EVENT_NAMES.map((event) => (
              <Checkbox key={event} value={event} label={EVENTS[event]} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  )
}
