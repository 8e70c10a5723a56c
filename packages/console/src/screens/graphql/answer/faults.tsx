import { KeywardProblem } from '@keyward/client'
import { Anchor } from '@mantine/core'
import { describeTrouble } from '../../../lib/problem.ts'
import { Notice } from '../../../parts/page/notice.tsx'
import type { GraphqlFault } from '../ask.ts'
import classes from './answer.module.css'

/** Why no answer came. */
export function Failure({ error }: { error: unknown }) {
  const { title, advice } = describeTrouble(error)
  return (
    <Notice tone="trouble" title={title}>
      {advice && <span>{advice}</span>}
      {error instanceof KeywardProblem && <Code code={error.code} status={error.status} />}
    </Notice>
  )
}

/** What an answer says went wrong, each with its code and the field that it happened in. */
export function AnswerFaults({ errors }: { errors: readonly GraphqlFault[] }) {
  const [only, ...others] = errors
  if (!only) return null
  if (others.length === 0)
    return (
      <Notice tone="trouble" title={only.message}>
        <Details fault={only} />
      </Notice>
    )
  return (
    <Notice tone="trouble" title={`${errors.length} errors`}>
      <ul className={classes.faults}>
        {errors.map((fault, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the errors of one answer, which never move
          <li key={at}>
            {fault.message}
            <Details fault={fault} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Details({ fault: { message, fields, path, code } }: { fault: GraphqlFault }) {
  const more = fields.filter((field) => field !== message)
  return (
    <>
      {more.map((field) => (
        <span key={field}>{field}</span>
      ))}
      {code && <Code code={code} at={path.join('.')} status={undefined} />}
    </>
  )
}

/** A code of the server has a page that explains it; the client's own have none there. */
function Code({ code, at, status }: { code: string; at?: string; status: number | undefined }) {
  const known = at !== undefined || status !== undefined
  return (
    <span className={classes.code}>
      {known ? (
        <Anchor href={`/errors/${code}`} target="_blank" className="kw-mono">
          {code}
        </Anchor>
      ) : (
        <span className="kw-mono">{code}</span>
      )}
      {at && (
        <>
          {' in '}
          <span className="kw-mono">{at}</span>
        </>
      )}
    </span>
  )
}
