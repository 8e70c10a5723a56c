import { ActionIcon, TextInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { isId } from '../../lib/inspector/inspector-question.ts'
import classes from './inspector.module.css'

type SubjectFieldProps = {
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/**
 * A token's text or its id. Covered by its looks and no password field: a browser offers to keep what stands in one of
 * those. Nothing completes, corrects or restores it.
 */
export function SubjectField({ value, onChange, error }: SubjectFieldProps) {
  const [shown, setShown] = useState(false)
  const covered = !shown && !isId(value)
  const Icon = shown ? IconEyeOff : IconEye
  return (
    <TextInput
      id="field-subject"
      label="Token, or its id"
      description="The text stays in this field until you leave the page."
      classNames={{ input: covered ? (classes.covered ?? '') : 'kw-mono' }}
      autoComplete="off"
      autoCorrect="off"
      autoCapitalize="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      rightSection={
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Show the text"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      }
    />
  )
}
