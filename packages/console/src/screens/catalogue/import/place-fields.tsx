import { Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ImportDraft } from './draft.ts'
import classes from './import.module.css'

type PlaceFieldsProps = {
  draft: ImportDraft
  onChange: (change: Partial<ImportDraft>) => void
  faults: Record<string, string>
}

/** Name, hosts and prefix: folded away, because most descriptions say them. */
export function PlaceFields({ draft, onChange, faults }: PlaceFieldsProps) {
  const [opened, setOpened] = useState(false)
  const faulty = ['name', 'hosts', 'pathPrefix'].some((field) => faults[field])
  return (
    <details
      className={classes.place}
      open={opened || faulty}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>Name and address, where they are not as the description says</summary>
      <Stack gap="lg" mt="md">
        <TextInput
          label="Name"
          description="What people read. Empty: the title of the description."
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          error={faults.name}
          autoComplete="off"
        />
        <Textarea
          label="Hosts"
          description="Where it answers, one a line, such as api.example.com. Empty: the servers of the description."
          autosize={false}
          rows={2}
          value={draft.hosts}
          onChange={(event) => onChange({ hosts: event.currentTarget.value })}
          error={faults.hosts}
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          label="Path prefix"
          description="What stands in front of every path, such as /v1. Empty: the path of its first server."
          value={draft.pathPrefix}
          onChange={(event) => onChange({ pathPrefix: event.currentTarget.value })}
          error={faults.pathPrefix}
          autoComplete="off"
          spellCheck={false}
        />
      </Stack>
    </details>
  )
}
