import type { UsageSlot } from '@keyward/contract'
import { Chip, Group } from '@mantine/core'
import { useState } from 'react'
import { refusalWords, refusedOf, type Span, slotWords, totalsOf } from '../../../lib/usage.ts'
import classes from './usage.module.css'

type UsageChartProps = { hours: readonly UsageSlot[]; days: readonly UsageSlot[] }

const HEIGHT = 120
const BAR = 18
const GAP = 6

/** Allowed and refused calls as bars, and the same as a table for whoever cannot see them. */
export function UsageChart({ hours, days }: UsageChartProps) {
  const [span, setSpan] = useState<Span>('hours')
  const slots = span === 'hours' ? hours : days
  const totals = totalsOf(slots)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span>
          <strong>{totals.allowed.toLocaleString('en-GB')}</strong> allowed,{' '}
          <strong>{totals.refused.toLocaleString('en-GB')}</strong> refused
        </span>
        <Chip.Group value={span} onChange={(value) => setSpan(value === 'days' ? 'days' : 'hours')}>
          <Group gap={6} component="fieldset" className={classes.chips} aria-label="Time">
            <Chip value="hours" size="sm" variant="outline">
              24 hours
            </Chip>
            <Chip value="days" size="sm" variant="outline">
              14 days
            </Chip>
          </Group>
        </Chip.Group>
      </figcaption>
      <Bars slots={slots} span={span} />
      {totals.reasons.length > 0 && (
        <ul className={classes.reasons}>
          {totals.reasons.map(([code, count]) => (
            <li key={code}>
              {count.toLocaleString('en-GB')} × {refusalWords(code)}
            </li>
          ))}
        </ul>
      )}
      <details className={classes.table}>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{span === 'hours' ? 'Hour' : 'Day (UTC)'}</th>
              <th scope="col">Allowed</th>
              <th scope="col">Refused</th>
            </tr>
          </thead>
          <tbody>
            {slots.map((slot) => (
              <tr key={slot.at}>
                <th scope="row">{slotWords(slot.at, span)}</th>
                <td>{slot.allowed}</td>
                <td>{refusedOf(slot)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function Bars({ slots, span }: { slots: readonly UsageSlot[]; span: Span }) {
  const most = Math.max(1, ...slots.map((slot) => slot.allowed + refusedOf(slot)))
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT))
  const width = slots.length * (BAR + GAP)
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT + 2}`}
      className={classes.bars}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {slots.map((slot, place) => {
        const [allowed, refused] = [heightOf(slot.allowed), heightOf(refusedOf(slot))]
        const x = place * (BAR + GAP)
        return (
          <g key={slot.at}>
            <title>
              {slotWords(slot.at, span)}: {slot.allowed} allowed, {refusedOf(slot)} refused
            </title>
            <rect x={x} y={0} width={BAR} height={HEIGHT} className={classes.ground} />
            <rect x={x} y={HEIGHT - allowed} width={BAR} height={allowed} className={classes.allowed} />
            <rect
              x={x}
              y={Math.max(0, HEIGHT - allowed - refused)}
              width={BAR}
              height={refused}
              className={classes.refused}
            />
          </g>
        )
      })}
      <rect x={0} y={HEIGHT} width={width} height={1} className={classes.base} />
    </svg>
  )
}
