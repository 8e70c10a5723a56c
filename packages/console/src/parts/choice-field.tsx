import { Radio, Stack } from '@mantine/core'

type ChoiceFieldProps<V extends string> = {
  label: string
  description?: string
  options: readonly { value: V; label: string; hint: string }[]
  value: V
  /** Why one of them cannot be chosen: said below it; undefined: it can. */
  why?: (value: V) => string | undefined
  disabled?: boolean
  onChange: (value: V) => void
}

/** One of a few, each with a sentence on what it means. */
export function ChoiceField<V extends string>({
  label,
  description,
  options,
  value,
  why,
  disabled,
  onChange,
}: ChoiceFieldProps<V>) {
  const choose = (chosen: string) => {
    const found = options.find((option) => option.value === chosen)
    if (found) onChange(found.value)
  }
  return (
    <Radio.Group label={label} description={description} value={value} onChange={choose}>
      <Stack gap="xs" mt={8}>
        {options.map((option) => {
          const reason = why?.(option.value)
          return (
            <Radio
              key={option.value}
              value={option.value}
              label={option.label}
              disabled={disabled || reason !== undefined}
              description={[option.hint, reason].filter(Boolean).join(' ')}
            />
          )
        })}
      </Stack>
    </Radio.Group>
  )
}
