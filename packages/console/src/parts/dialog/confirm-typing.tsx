import { TextInput } from '@mantine/core'
import { normalizeName } from '../../lib/names.ts'

type ConfirmTypingProps = { expected: string; what: string; value: string; onChange: (value: string) => void }

/** A field in which something is typed to confirm an act that should not happen by a slip. */
export function ConfirmTyping({ expected, what, value, onChange }: ConfirmTypingProps) {
  return (
    <TextInput
      label={
        <>
          Type {what} to confirm: <strong className="kw-typed">{expected}</strong>
        </>
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      data-autofocus
    />
  )
}

export const isConfirmed = (typed: string, expected: string): boolean =>
  normalizeName(typed) === normalizeName(expected)
