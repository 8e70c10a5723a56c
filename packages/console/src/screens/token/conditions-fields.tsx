import { Button, NativeSelect, Stack, Text, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, type FocusEvent, useId, useState } from 'react'
import { sessionQuery } from '../../lib/queries.ts'
import {
  CONDITION_FIELDS,
  type ConditionField,
  type ConditionsDraft,
  INCOMPLETE,
  linesOf,
  NO_CONDITIONS,
  toConditions,
  withAddress,
} from '../../lib/token/conditions-draft.ts'
import { OFFERED_WINDOWS, windowWords } from '../../lib/token/describe-conditions.ts'
import classes from './conditions-fields.module.css'

type ConditionsFieldsProps = {
  value: ConditionsDraft
  onChange: (value: ConditionsDraft) => void
  faults: Partial<Record<ConditionField, string>>
  /** Whether the organisation's policy wants each token bound to addresses. */
  addressesRequired: boolean
}

/** Under which conditions a token works: folded away, because most tokens have none. */
export function ConditionsFields({ value, onChange, faults, addressesRequired }: ConditionsFieldsProps) {
  const [opened, setOpened] = useState(() => addressesRequired || countOf(value) > 0)
  const faulty = CONDITION_FIELDS.some((field) => faults[field])
  const shown = opened || faulty
  const id = useId()
  const change = (part: Partial<ConditionsDraft>) => onChange({ ...value, ...part })
  return (
    <div className={classes.panel}>
      <UnstyledButton
        className={classes.head}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpened(!shown)}
      >
        <span>
          <span className={classes.title}>Conditions</span>
          <Text component="span" size="sm" c="dimmed">
            {summaryOf(countOf(value))}
          </Text>
        </span>
        <IconChevronDown size={18} aria-hidden className={classes.chevron} />
      </UnstyledButton>
      <Stack id={id} hidden={!shown} className={classes.body} gap="lg">
        <StartField value={value.notBefore} onChange={(notBefore) => change({ notBefore })} faults={faults} />
        <AddressesField
          value={value.addresses}
          onChange={(addresses) => change({ addresses })}
          faults={faults}
          needed={addressesRequired}
        />
        <RateFields value={value} onChange={change} faults={faults} />
        <TextInput
          id="field-conditions.usageCap"
          label="Usage cap"
          description="How many calls are allowed in all, from when the cap is set. Empty: any number."
          inputMode="numeric"
          autoComplete="off"
          classNames={{ wrapper: classes.short ?? '' }}
          value={value.usageCap}
          onChange={(event) => change({ usageCap: event.currentTarget.value.trim() })}
          error={faults['conditions.usageCap']}
        />
      </Stack>
    </div>
  )
}

type FieldProps = {
  value: string
  onChange: (value: string) => void
  faults: ConditionsFieldsProps['faults']
}

/** Not controlled: a field that is half filled in would be emptied. */
function StartField({ value, onChange, faults }: FieldProps) {
  const read = ({ currentTarget }: ChangeEvent<HTMLInputElement> | FocusEvent<HTMLInputElement>) =>
    onChange(currentTarget.validity.badInput ? INCOMPLETE : currentTarget.value)
  return (
    <TextInput
      id="field-conditions.notBefore"
      type="datetime-local"
      label="Not before"
      description="Until then every request is refused. In your time zone; empty: from now on."
      max="9999-12-31T23:59"
      classNames={{ wrapper: classes.short ?? '' }}
      defaultValue={value}
      onChange={read}
      onBlur={read}
      error={faults['conditions.notBefore']}
    />
  )
}

function AddressesField({ value, onChange, faults, needed }: FieldProps & { needed: boolean }) {
  const session = useQuery(sessionQuery)
  const mine = session.data?.address.replace(/^::ffff:(?=\d+\.)/, '')
  return (
    <div>
      <Textarea
        id="field-conditions.addresses"
        label="Addresses"
        description={`From where it may be used, one a line: 203.0.113.7, 2001:db8::1, or a network such as 203.0.113.0/24. ${needed ? 'Your organisation wants at least one.' : 'Empty: from anywhere.'}`}
        rows={4}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'kw-mono' }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={faults['conditions.addresses']}
      />
      {mine !== undefined && !linesOf(value).includes(mine) && (
        <Button variant="subtle" size="compact-sm" mt={6} onClick={() => onChange(withAddress(value, mine))}>
          Add your own address, {mine}
        </Button>
      )}
    </div>
  )
}

function RateFields({
  value: { limit, windowSeconds },
  onChange,
  faults,
}: {
  value: ConditionsDraft
  onChange: (part: Partial<ConditionsDraft>) => void
  faults: ConditionsFieldsProps['faults']
}) {
  const windows = [...new Set([...OFFERED_WINDOWS, windowSeconds])].sort((a, b) => a - b)
  return (
    <fieldset id="field-conditions.rateLimit" className={classes.rate}>
      <legend className={classes.legend}>Rate limit</legend>
      <Text size="xs" c="dimmed" mb={6}>
        Calls beyond it are refused until the next second, minute, hour or day begins. Empty: as many as come.
      </Text>
      <div className={classes.row}>
        <TextInput
          aria-label="Calls"
          placeholder="100"
          inputMode="numeric"
          autoComplete="off"
          w={140}
          value={limit}
          onChange={(event) => onChange({ limit: event.currentTarget.value.trim() })}
          error={faults['conditions.rateLimit'] !== undefined}
        />
        <span className={classes.between}>calls in each</span>
        <NativeSelect
          aria-label="Window"
          value={windowSeconds}
          onChange={(event) => onChange({ windowSeconds: Number(event.currentTarget.value) })}
          data={windows.map((seconds) => ({ value: String(seconds), label: windowWords(seconds) }))}
        />
      </div>
      {faults['conditions.rateLimit'] && (
        <Text size="xs" c="var(--mantine-color-error)" mt={6} role="alert">
          {faults['conditions.rateLimit']}
        </Text>
      )}
    </fieldset>
  )
}

const countOf = (value: ConditionsDraft) => Object.keys(toConditions(value, NO_CONDITIONS) ?? {}).length

function summaryOf(count: number): string {
  if (count === 0) return 'None: it works at once, from anywhere, as often as it likes'
  return count === 1 ? 'One is set' : `${count} are set`
}
