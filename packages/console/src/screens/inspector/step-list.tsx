import {
  type ExplainedStep,
  type Explanation,
  OUTCOME_WORDS,
  type Permission,
  type StepOutcome,
} from '@keyward/contract'
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconHelpCircle,
} from '@tabler/icons-react'
import { capital } from '../../lib/capital.ts'
import { stepTitle, stepWords } from '../../lib/inspector/describe-verdict.ts'
import classes from './inspector.module.css'

/** Each outcome has a shape of its own, so that colour carries nothing alone. */
const SHAPE = {
  passed: IconCircleCheckFilled,
  failed: IconCircleXFilled,
  not_reached: IconCircleDashed,
  not_asked: IconHelpCircle,
} satisfies Record<StepOutcome, unknown>

type StepListProps = {
  steps: readonly ExplainedStep[]
  explanation: Explanation
  labels: ReadonlyMap<Permission, string>
}

/** Every step of a verification, in order, and how it came out. */
export function StepList({ steps, explanation, labels }: StepListProps) {
  return (
    <ol className={classes.steps}>
      {steps.map((each) => {
        const Shape = SHAPE[each.outcome]
        const words = stepWords(each, explanation, labels)
        return (
          <li key={each.step} data-outcome={each.outcome}>
            <Shape size={18} aria-hidden className={classes.mark} />
            <span className={classes.text}>
              <span>{stepTitle(each)}</span>
              {words && <span className={classes.why}>{words}</span>}
            </span>
            <span className={classes.outcome}>{capital(OUTCOME_WORDS[each.outcome])}</span>
          </li>
        )
      })}
    </ol>
  )
}
