import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { showToast } from '../../lib/toasts.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { CodeField } from '../../parts/entry/code-field.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

/** Takes the second factor away, with a code of it. */
export function RemoveDialog({ onClose, onRemoved }: { onClose: () => void; onRemoved: () => void }) {
  const fresh = useFreshSignIn()
  const [code, setCode] = useState('')
  const remove = useAct(() =>
    fresh(async () => {
      await client.removeSecondFactor({ code })
      return true
    }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await remove.run())) return
    showToast('The second factor is removed. You are signed out everywhere else.')
    onRemoved()
  }
  return (
    <Dialog onClose={onClose} title="Remove the second factor?">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>From then on your password alone signs in. Your other sessions end.</Text>
          <CodeField value={code} onChange={setCode} />
          <ProblemNotice error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="danger" loading={remove.pending}>
              Remove it
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
