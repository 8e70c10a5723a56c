import { Radio, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { DAY, toDateField } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { type DurationChoice as Choice, spellExpiry, withinLongest } from '../../lib/token/duration.ts'
import classes from '../choice.module.css'

const PRESETS = [
  { kind: '7', label: '7 days' },
  { kind: '30', label: '30 days' },
  { kind: '90', label: '90 days' },
  { kind: 'unlimited', label: 'Unlimited' },
  { kind: 'date', label: 'A date' },
] as const
const KEEP = { kind: 'keep', label: 'Keep as it is' } as const

type DurationChoiceProps = {
  value: Choice
  onChange: (value: Choice) => void
  error?: ReactNode
  /** The expiry of a token that exists already: it can be kept. */
  current?: { expiresAt: string | null }
  label?: string
  /** How many days the organisation allows; null: no bound. */
  longestDays?: number | null
}

/** How long a token lives, with the resulting date spelled out. */
export function DurationChoice({
  value,
  onChange,
  error,
  current,
  label = 'Duration',
  longestDays = null,
}: DurationChoiceProps) {
  const now = useNow()
  const choices = current ? [KEEP, ...PRESETS] : PRESETS
  const choose = (kind: string) => {
    const found = choices.find((choice) => choice.kind === kind)
    if (found) onChange({ ...value, kind: found.kind })
  }
  return (
    <Stack gap="xs" id="field-duration">
      <Radio.Group
        label={label}
        value={value.kind}
        onChange={choose}
        error={value.kind === 'date' ? undefined : error}
        {...(current && { description: 'A new duration counts from now.' })}
      >
        <div className={classes.inline}>
          {choices.map((choice) => (
            <Radio
              key={choice.kind}
              value={choice.kind}
              label={choice.label}
              disabled={!withinLongest(choice.kind, longestDays)}
            />
          ))}
        </div>
      </Radio.Group>
      {value.kind === 'date' && (
        <TextInput
          type="date"
          label="Last valid day"
          value={value.date}
          min={toDateField(now + DAY)}
          max="9999-12-31"
          onChange={(event) => onChange({ kind: 'date', date: event.currentTarget.value })}
          error={error}
          maw={220}
        />
      )}
      <Text size="sm" c="dimmed" aria-live="polite">
        {spellExpiry(value, now, current?.expiresAt ?? null)}
        {longestDays !== null && ` The organisation allows at most ${longestDays} days.`}
      </Text>
    </Stack>
  )
}
