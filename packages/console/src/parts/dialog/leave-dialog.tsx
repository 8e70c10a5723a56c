import { Button, Group, Text } from '@mantine/core'
import { Dialog } from './dialog.tsx'

type LeaveDialogProps = { opened: boolean; onStay: () => void; onLeave: () => void }

/** Asks before a value goes that nobody has copied. */
export function LeaveDialog({ opened, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog opened={opened} onClose={onStay} title="Go on without copying?">
      <Text>The value has not been copied, and it cannot be shown again. If you go on now, it is lost.</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onLeave}>
          Go on and lose it
        </Button>
        <Button data-autofocus onClick={onStay}>
          Stay and copy
        </Button>
      </Group>
    </Dialog>
  )
}
