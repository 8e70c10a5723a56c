import type { UsageSlot } from '@keyward/contract'
import { reasonWords, refusedOf, type Span, slotWords } from '../../lib/usage.ts'
import classes from './usage-chart.module.css'

/** The same numbers as the bars, for whoever cannot see them or wants them exactly. */
export function CallTable({ slots, span }: { slots: readonly UsageSlot[]; span: Span }) {
  return (
    <details className={classes.table}>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{span === 'hours' ? 'Hour' : 'Day (UTC)'}</th>
            <th scope="col">Allowed</th>
            <th scope="col">Refused</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot.at}>
              <th scope="row">{slotWords(slot.at, span)}</th>
              <td>{slot.allowed.toLocaleString('en-GB')}</td>
              <td>{refusedOf(slot).toLocaleString('en-GB')}</td>
              <td>{reasonWords(slot)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
