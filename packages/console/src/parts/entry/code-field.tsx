import { TextInput } from '@mantine/core'

type CodeFieldProps = { value: string; onChange: (code: string) => void; description?: string }

/** Where the code of the second factor is typed, or a backup code instead. */
export function CodeField({
  value,
  onChange,
  description = 'Six digits from your authenticator app, or one of your backup codes',
}: CodeFieldProps) {
  return (
    <TextInput
      label="Code"
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      classNames={{ input: 'kw-mono' }}
      data-autofocus
      autoFocus
    />
  )
}
