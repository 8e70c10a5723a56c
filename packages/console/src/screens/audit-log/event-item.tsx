import type { AuditEvent } from '@keyward/contract'
import { Button, Group } from '@mantine/core'
import { kindWords } from '../../lib/audit/audit-search.ts'
import { exactLines, formatExact } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import { EventFacts } from '../../parts/list/event-facts.tsx'
import { whoActed } from '../../parts/list/who-acted.ts'
import classes from './audit-log.module.css'
import type { AuditScreenProps } from './audit-screen-props.ts'

/** One event: a line that opens on everything that is told of it. */
export function EventItem({ event, search, onSearch }: AuditScreenProps & { event: AuditEvent }) {
  const { subject, actor } = event
  return (
    <li>
      <details className={classes.event}>
        <summary>
          <span className={classes.kind}>{kindWords(event.kind)}</span>
          <span className={classes.what}>
            {event.damaged ? 'This event was tampered with: verify the chain.' : (subject?.name ?? '')}
          </span>
          <span className={classes.who}>{whoActed(event)}</span>
          <time dateTime={event.at} title={exactLines(event.at).join('\n')} className={classes.when}>
            {formatExact(event.at)}
          </time>
        </summary>
        <div className={classes.detail}>
          <EventFacts event={event} />
          <Group gap="xs">
            {subject?.kind === 'token' && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => onSearch({ ...search, token: subject.id })}
              >
                Only this token
              </Button>
            )}
            {actor.id && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => onSearch({ ...search, actor: actor.id ?? undefined })}
              >
                Only by {apart(actor.name)}
              </Button>
            )}
          </Group>
        </div>
      </details>
    </li>
  )
}
