import { Button, Group, Modal, Text } from '@mantine/core'
import { useWays } from './ways.tsx'

/** Asks before a value goes that nobody has copied. */
export function LeaveDialog({ holding }: { holding: boolean }) {
  const { asked, stay, leave } = useWays().useDeparture(holding)
  return (
    <Modal opened={asked} onClose={stay} title="Leave without copying?">
      <Text>The value has not been copied, and it cannot be shown again. If you leave now, it is lost.</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={leave}>
          Leave and lose it
        </Button>
        <Button data-autofocus onClick={stay}>
          Stay and copy
        </Button>
      </Group>
    </Modal>
  )
}
