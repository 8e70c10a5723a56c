import { Button, Group, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'

type DialogFormProps = {
  /** What the button says that acts. */
  act: string
  onAct: () => unknown
  onCancel: () => void
  pending: boolean
  /** Whether what is asked for is there. */
  ready?: boolean
  /** It cannot be taken back, or hits others. */
  danger?: boolean
  children: ReactNode
}

/** What a dialog asks, and its two ways out. Where there is nothing to type, the safe one has the focus. */
export function DialogForm({
  act,
  onAct,
  onCancel,
  pending,
  ready = true,
  danger,
  children,
}: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onAct()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={pending} {...(danger && { color: 'danger' })}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
