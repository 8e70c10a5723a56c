import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import {
  AUDIT_SUBJECTS,
  chosenKinds,
  kindsOf,
  kindWords,
  subjectWords,
  withKinds,
} from '../../lib/audit/audit-search.ts'
import { counted } from '../../lib/counted.ts'
import { DropPanel } from '../../parts/drop-panel.tsx'
import type { AuditScreenProps } from './audit-screen-props.ts'
import classes from './event-picker.module.css'

/** Which events: whole subjects, or single kinds of a subject that is opened. */
export function EventPicker({ search, onSearch }: AuditScreenProps) {
  const { size } = chosenKinds(search)
  const chosen = size === 0 ? 'All events' : `${counted(size, 'kind')} of events`
  return (
    <div className={classes.field}>
      <span className={classes.label} aria-hidden>
        Events
      </span>
      <DropPanel
        label={`Events: ${chosen}`}
        side="start"
        buttonClassName={classes.target}
        button={
          <>
            <span>{chosen}</span>
            <IconChevronDown size={16} aria-hidden />
          </>
        }
      >
        {() => (
          <div className={classes.subjects}>
            {AUDIT_SUBJECTS.map((subject) => (
              <Subject key={subject} subject={subject} search={search} onSearch={onSearch} />
            ))}
          </div>
        )}
      </DropPanel>
    </div>
  )
}

function Subject({ subject, search, onSearch }: AuditScreenProps & { subject: string }) {
  const id = useId()
  const chosen = chosenKinds(search)
  const kinds = kindsOf(subject)
  const count = kinds.filter((kind) => chosen.has(kind)).length
  const [opened, setOpened] = useState(count > 0 && count < kinds.length)
  const set = (changed: typeof kinds, on: boolean) => {
    const next = new Set(chosen)
    for (const kind of changed) on ? next.add(kind) : next.delete(kind)
    onSearch(withKinds(search, next))
  }
  return (
    <div>
      <div className={classes.subject}>
        <Checkbox
          label={subjectWords(subject)}
          checked={count === kinds.length}
          indeterminate={count > 0 && count < kinds.length}
          onChange={(event) => set(kinds, event.currentTarget.checked)}
        />
        <UnstyledButton
          className={classes.open}
          aria-label={`Kinds of ${subjectWords(subject)}`}
          aria-expanded={opened}
          aria-controls={id}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </div>
      <div id={id} hidden={!opened} className={classes.kinds}>
        {opened &&
          kinds.map((kind) => (
            <Checkbox
              key={kind}
              size="xs"
              label={kindWords(kind)}
              checked={chosen.has(kind)}
              onChange={(event) => set([kind], event.currentTarget.checked)}
            />
          ))}
      </div>
    </div>
  )
}
