import { Button, Chip, Group, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { AUDIT_SUBJECTS, subjectWords } from '../../lib/audit-search.ts'
import classes from './audit-log.module.css'
import type { AuditScreenProps } from './audit-log-screen.tsx'

/** Kinds, days, a token, an actor: everything that narrows the log, kept in the address. */
export function AuditFilters({ search, onSearch }: AuditScreenProps) {
  const only = [
    { field: 'token', label: 'Only token', value: search.token },
    { field: 'actor', label: 'Only by', value: search.actor },
  ] as const
  return (
    <div className={classes.filters}>
      <Chip.Group
        multiple
        value={search.about ?? []}
        onChange={(about) => onSearch({ ...search, about: about.length > 0 ? about : undefined })}
      >
        <Group gap={6} component="fieldset" className={classes.chips} aria-label="What was changed">
          {AUDIT_SUBJECTS.map((subject) => (
            <Chip key={subject} value={subject} size="sm" variant="outline">
              {subjectWords(subject)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="sm" align="flex-end">
        <TextInput
          type="date"
          label="From"
          value={search.from ?? ''}
          onChange={(event) => onSearch({ ...search, from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label="To"
          value={search.to ?? ''}
          onChange={(event) => onSearch({ ...search, to: event.currentTarget.value || undefined })}
        />
        {only.map(
          ({ field, label, value }) =>
            value && (
              <Button
                key={field}
                variant="default"
                rightSection={<IconX size={16} aria-hidden />}
                aria-label={`${label} ${value}: remove this filter`}
                onClick={() => onSearch({ ...search, [field]: undefined })}
              >
                {label} {value.slice(0, 8)}…
              </Button>
            ),
        )}
      </Group>
    </div>
  )
}
