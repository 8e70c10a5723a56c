import { Button, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'

type EntryFormProps = {
  /** What the button says. */
  act: string
  onAct: () => unknown
  pending: boolean
  /** The other ways on, below the button. */
  below?: ReactNode
  children: ReactNode
}

/** A form that stands before the house: its fields, one button as wide as they are, and the other ways on. */
export function EntryForm({ act, onAct, pending, below, children }: EntryFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAct()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        <Button type="submit" loading={pending} fullWidth mt="xs">
          {act}
        </Button>
        {below}
      </Stack>
    </form>
  )
}
