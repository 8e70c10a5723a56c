import { hasCode } from '../../../lib/problem.ts'
import { Notice } from '../../../parts/page/notice.tsx'
import { ProblemNotice } from '../../../parts/page/problem-notice.tsx'
import classes from './import.module.css'

const SHOWN = 20

/** Why a description cannot be imported: each fault by its line or operation, in the server's words. */
export function ImportProblem({ error, faults }: { error: unknown; faults: readonly string[] }) {
  if (!hasCode(error, 'catalogue_invalid')) return <ProblemNotice error={error} more={faults} />
  const left = faults.length - SHOWN
  return (
    <Notice tone="trouble" title="This description cannot be imported as it stands">
      <ul className={classes.notes}>
        {(faults.length > 0 ? faults.slice(0, SHOWN) : [error.message]).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
        {left > 0 && <li>and {left} more</li>}
      </ul>
      <span>Nothing was changed. Mend the description, then choose it again.</span>
    </Notice>
  )
}
