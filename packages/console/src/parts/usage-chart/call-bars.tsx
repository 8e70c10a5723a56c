import type { UsageSlot } from '@keyward/contract'
import type { PointerEvent } from 'react'
import { axisTop, axisWords, hasCalls, refusedOf, type Span, scaleOf, slotSentence } from '../../lib/usage.ts'
import classes from './usage-chart.module.css'

type CallBarsProps = {
  slots: readonly UsageSlot[]
  span: Span
  /** The slot whose numbers are told; none: those of all. */
  at: number | undefined
  onAt: (at: number | undefined) => void
}

/** The bars. A slider lies under them unseen, so that arrow keys walk them and screen readers say each. */
export function CallBars({ slots, span, at, onAt }: CallBarsProps) {
  const top = axisTop(slots)
  const last = slots.length - 1
  const heightOf = (count: number) => (count === 0 ? 0 : `max(2px, ${(count / top) * 100}%)`)
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const place = Math.floor(((event.clientX - left) / width) * slots.length)
    onAt(Math.min(last, Math.max(0, place)))
  }
  const current = slots[at ?? last]
  return (
    <div className={classes.chart}>
      <div className={classes.scale} aria-hidden>
        {scaleOf(top).map((calls) => (
          <span key={calls}>{calls.toLocaleString('en-GB')}</span>
        ))}
      </div>
      <div
        className={classes.bars}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(event) => event.pointerType === 'mouse' && onAt(undefined)}
      >
        <input
          type="range"
          className={classes.slider}
          min={0}
          max={last}
          value={at ?? last}
          aria-label={span === 'hours' ? 'Calls by hour' : 'Calls by day'}
          aria-valuetext={current && slotSentence(current, span)}
          onChange={(event) => onAt(Number(event.currentTarget.value))}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && onAt(at ?? last)}
          onBlur={() => onAt(undefined)}
          onKeyDown={(event) => event.key === 'Escape' && onAt(undefined)}
        />
        {slots.map((slot, place) => (
          <div key={slot.at} className={classes.slot} data-pointed={place === at || undefined} aria-hidden>
            {hasCalls([slot]) || <div className={classes.none} />}
            <div className={classes.refused} style={{ height: heightOf(refusedOf(slot)) }} />
            <div className={classes.allowed} style={{ height: heightOf(slot.allowed) }} />
          </div>
        ))}
      </div>
      <div className={classes.axis} aria-hidden>
        {axisWords(slots, span).map((words) => (
          <span key={words}>{words}</span>
        ))}
      </div>
    </div>
  )
}
