import { Button, Group, Text } from '@mantine/core'
import { useAct } from '../../lib/act.ts'
import { describeTrouble } from '../../lib/problem.ts'
import { hideToast, showToast } from '../../lib/toasts.ts'

/** Tells what was done, and offers to undo it until it is closed; `undo` tells by itself how that went. */
export function showUndo(told: string, undo: () => Promise<void>): void {
  const id = showToast(<UndoOffer told={told} undo={undo} onDone={() => hideToast(id)} />, { stays: true })
}

type UndoOfferProps = { told: string; undo: () => Promise<void>; onDone: () => void }

function UndoOffer({ told, undo, onDone }: UndoOfferProps) {
  const act = useAct(async () => {
    await undo()
    onDone()
  })
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{told}</Text>
        <Button size="compact-sm" variant="default" loading={act.pending} onClick={act.run} flex="none">
          Undo
        </Button>
      </Group>
      {act.error !== undefined && (
        <Text size="sm" role="alert">
          {describeTrouble(act.error).title}
        </Text>
      )}
    </>
  )
}
