import { DESCRIPTION_BYTES } from '@keyward/contract'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultsByField } from '../../../lib/problem.ts'
import { bytesOf, type ImportDraft, type Source, sizeWords, suggestSlug } from './draft.ts'
import { ImportProblem } from './import-problem.tsx'
import { PlaceFields } from './place-fields.tsx'
import { Reading } from './reading.tsx'
import { SourceField } from './source-field.tsx'

export type ImportFormProps = {
  draft: ImportDraft
  onChange: (change: Partial<ImportDraft>) => void
  onRead: (source: Source) => void
  onCancel: () => void
  reading: boolean
  error: unknown
}

const FIELDS = ['slug', 'name', 'hosts', 'pathPrefix'] as const

/** Which description, and as which API. */
export function ImportForm({ draft, onChange, onRead, onCancel, reading, error }: ImportFormProps) {
  const [asked, setAsked] = useState(false)
  const { byField, rest } = faultsByField(error, FIELDS)
  const faults = asked ? { ...missingOf(draft), ...byField } : byField
  const take = async (source: Source | undefined) => {
    onChange({ source })
    if (source && !draft.slug) onChange({ slug: await suggestSlug(source) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (draft.source && Object.keys(missingOf(draft)).length === 0) onRead(draft.source)
  }
  const told = Object.keys(byField).length > 0 && rest.length === 0
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        <SourceField source={draft.source} onChange={take} fault={faults.source} disabled={reading} />
        <TextInput
          label="Slug"
          description={`Starts its permissions, as in ${draft.slug.trim() || 'billing'}/invoices:list. An API of this slug is replaced.`}
          value={draft.slug}
          onChange={(event) => onChange({ slug: event.currentTarget.value })}
          error={faults.slug}
          autoComplete="off"
          spellCheck={false}
          maw={360}
        />
        <PlaceFields draft={draft} onChange={onChange} faults={faults} />
        {!told && <ImportProblem error={error} faults={rest} />}
        {reading ? (
          <Reading source={draft.source} onCancel={onCancel} />
        ) : (
          <Group>
            <Button type="submit">Show what it changes</Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}

function missingOf({ source, slug }: ImportDraft): Record<string, string> {
  const bytes = source ? bytesOf(source) : 0
  return {
    ...(bytes === 0 && { source: 'Choose a file or paste its text.' }),
    ...(bytes > DESCRIPTION_BYTES && {
      source: `At most ${sizeWords(DESCRIPTION_BYTES)}: this has ${sizeWords(bytes)}. Leave examples out, or split it into several APIs.`,
    }),
    ...(slug.trim() === '' && { slug: 'Give it a slug.' }),
  }
}
