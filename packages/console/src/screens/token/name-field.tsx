import type { Token } from '@keyward/contract'
import { Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useNamesakes } from '../../parts/token/namesakes.ts'

const TYPING_MS = 300

type NameFieldProps = {
  value: string
  onChange: (name: string) => void
  error: ReactNode
  /** The token that is being edited. */
  of: Token['id'] | undefined
}

/** A token's name. Where a live token is called so already it says so, and forbids nothing. */
export function NameField({ value, onChange, error, of }: NameFieldProps) {
  const [settled] = useDebouncedValue(value, TYPING_MS)
  const [other] = useNamesakes(settled, of).namesakes ?? []
  return (
    <div>
      <TextInput
        id="field-name"
        label="Name"
        description="Where it is used, such as “deploy pipeline”"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        autoComplete="off"
        data-autofocus
      />
      <Text size="sm" mt={4} role="status">
        {other &&
          `“${other.name}” is already in use by a live token. You can take it all the same; another name tells them apart.`}
      </Text>
    </div>
  )
}
