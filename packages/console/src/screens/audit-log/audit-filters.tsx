import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { auditQuery } from '../../lib/audit/audit-query.ts'
import {
  type AuditSearch,
  chosenKinds,
  isNarrowedSearch,
  kindsOf,
  kindWords,
  subjectWords,
  withKinds,
} from '../../lib/audit/audit-search.ts'
import { useOrganization } from '../../parts/membership.tsx'
import classes from './audit-log.module.css'
import type { AuditScreenProps } from './audit-screen-props.ts'
import { EventPicker } from './event-picker.tsx'

/** Events and days; what was chosen stands below and goes with one click. All of it is in the address. */
export function AuditFilters({ search, onSearch }: AuditScreenProps) {
  return (
    <div className={classes.filters}>
      <div className={classes.fields}>
        <EventPicker search={search} onSearch={onSearch} />
        <TextInput
          type="date"
          label="From"
          className={classes.day ?? ''}
          value={search.from ?? ''}
          onChange={(event) => onSearch({ ...search, from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label="To"
          className={classes.day ?? ''}
          value={search.to ?? ''}
          onChange={(event) => onSearch({ ...search, to: event.currentTarget.value || undefined })}
        />
      </div>
      {isNarrowedSearch(search) && <Chosen search={search} onSearch={onSearch} />}
    </div>
  )
}

function Chosen({ search, onSearch }: AuditScreenProps) {
  const names = useNames(search)
  const { about = [], kind = [], token, actor } = search
  const without = (kinds: ReturnType<typeof kindsOf>) =>
    withKinds(search, new Set([...chosenKinds(search)].filter((each) => !kinds.includes(each))))
  const chips = [
    ...about.map((subject) => ({ label: subjectWords(subject), rest: without(kindsOf(subject)) })),
    ...kind.map((each) => ({ label: kindWords(each), rest: without([each]) })),
    ...(token ? [{ label: `Only token ${names.token}`, rest: { ...search, token: undefined } }] : []),
    ...(actor ? [{ label: `Only by ${names.actor}`, rest: { ...search, actor: undefined } }] : []),
  ]
  return (
    <ul className={classes.chosen} aria-label="Chosen">
      {chips.map(({ label, rest }) => (
        <li key={label}>
          <Button
            variant="default"
            size="compact-sm"
            radius="xl"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={`${label}: remove this filter`}
            onClick={() => onSearch(rest)}
          >
            {label}
          </Button>
        </li>
      ))}
      <li>
        <Button variant="subtle" size="compact-sm" onClick={() => onSearch({})}>
          Clear all
        </Button>
      </li>
    </ul>
  )
}

/** Whose token and actor the address names, as the events found tell it; else the beginning of their ids. */
function useNames(search: AuditSearch) {
  const { organization } = useOrganization()
  const { token, actor } = search
  const found = useInfiniteQuery(auditQuery(organization, search))
  const events = found.data?.pages.flatMap((page) => page.events) ?? []
  return {
    token: events.find(({ subject }) => subject?.id === token)?.subject?.name ?? `${token?.slice(0, 8)}…`,
    actor: events.find((event) => event.actor.id === actor)?.actor.name ?? `${actor?.slice(0, 8)}…`,
  }
}
