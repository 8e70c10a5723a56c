import type { UsageSlot } from '@keyward/contract'
import { Chip, Group } from '@mantine/core'
import { useState } from 'react'
import { hasCalls, refusalWords, type Span, slotWords, totalsOf } from '../../lib/usage.ts'
import { CallBars } from './call-bars.tsx'
import { CallTable } from './call-table.tsx'
import classes from './usage-chart.module.css'

type UsageChartProps = {
  hours: readonly UsageSlot[]
  days: readonly UsageSlot[]
  /** Said where there was no call at all. */
  never: string
}

const SPAN_WORDS = { hours: 'in the last 24 hours', days: 'in the last 14 days' }

/** Calls let through and refused, as bars that can be walked with pointer, finger or keys, and as a table. */
export function UsageChart({ hours, days, never }: UsageChartProps) {
  const [span, setSpan] = useState<Span>(() => (hasCalls(hours) || !hasCalls(days) ? 'hours' : 'days'))
  const [at, setAt] = useState<number>()
  const slots = span === 'hours' ? hours : days
  const totals = totalsOf(slots)
  const pointed = at === undefined ? undefined : slots[at]
  const told = pointed ? totalsOf([pointed]) : totals
  if (!hasCalls(hours) && !hasCalls(days)) return <p className={classes.never}>{never}</p>
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.told}>
          <span className={classes.legend} data-kind="allowed">
            <strong>{told.allowed.toLocaleString('en-GB')}</strong> allowed
          </span>
          <span className={classes.legend} data-kind="refused">
            <strong>{told.refused.toLocaleString('en-GB')}</strong> refused
          </span>
          <span className={classes.when}>{pointed ? slotWords(pointed.at, span) : SPAN_WORDS[span]}</span>
        </span>
        <Chip.Group
          value={span}
          onChange={(value) => {
            setSpan(value === 'days' ? 'days' : 'hours')
            setAt(undefined)
          }}
        >
          <Group gap={6} component="fieldset" className="kw-plain" aria-label="Time">
            <Chip value="hours" size="sm" variant="outline">
              24 hours
            </Chip>
            <Chip value="days" size="sm" variant="outline">
              14 days
            </Chip>
          </Group>
        </Chip.Group>
      </figcaption>
      <CallBars slots={slots} span={span} at={at} onAt={setAt} />
      {totals.reasons.length > 0 && (
        <ul className={classes.reasons} aria-label="Refused, by reason">
          {totals.reasons.map(([code, count]) => (
            <li key={code}>
              <strong>{count.toLocaleString('en-GB')}</strong> {refusalWords(code)}
            </li>
          ))}
        </ul>
      )}
      <CallTable slots={slots} span={span} />
    </figure>
  )
}
