import type { AuditEvent } from '@keyward/contract'
import { capital } from '../../lib/capital.ts'
import { exactLines, formatExact } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import classes from './event-facts.module.css'
import { type Fact, Facts } from './facts.tsx'
import { whoActed } from './who-acted.ts'

/** Everything that an event tells: who, what, before and after, when, from where. */
export function EventFacts({ event }: { event: AuditEvent }) {
  const { before, after, ...facts } = event.facts
  const rest = Object.entries(facts).filter(([, value]) => value !== null)
  return (
    <>
      <Facts
        facts={[
          { term: 'Who', value: whoActed(event) },
          ...subjectFact(event),
          { term: 'When', value: exactLines(event.at).join(' · ') },
          { term: 'From', value: event.address ?? 'inside the server' },
          ...(event.requestId ? [{ term: 'Request', value: <Code text={event.requestId} /> }] : []),
          ...rest.map(([name, value]) => ({ term: wordsOf(name), value: textOf(value) })),
          { term: 'Sequence', value: String(event.sequence) },
        ]}
      />
      {(before !== undefined || after !== undefined) && <Changes before={before} after={after} />}
    </>
  )
}

function subjectFact({ subject }: AuditEvent): Fact[] {
  if (!subject) return []
  return [
    {
      term: 'What',
      value: (
        <>
          {apart(subject.name)} <Code text={subject.id} />
        </>
      ),
    },
  ]
}

function Changes({ before, after }: { before: unknown; after: unknown }) {
  const [old, fresh] = [recordOf(before), recordOf(after)]
  const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{wordsOf(field)}</th>
            <td>{textOf(old[field])}</td>
            <td>{textOf(fresh[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Code = ({ text }: { text: string }) => <span className="kw-mono">{text}</span>

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** `expiresAt` as words: "Expires at". */
function wordsOf(field: string): string {
  const words = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return capital(words)
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none'
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'number' && value > 1e12) return formatExact(value)
  return String(value)
}
