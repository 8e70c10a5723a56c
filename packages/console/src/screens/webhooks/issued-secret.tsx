import type { OutputOf } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { apart } from '../../lib/names.ts'
import { CodeLine } from '../../parts/code-line.tsx'
import { Notice } from '../../parts/page/notice.tsx'

export type Issued = OutputOf<'createWebhook'>

/** A new secret, which nobody can see again. */
export function IssuedSecret({ issued, onDone }: { issued: Issued; onDone: () => void }) {
  const name = apart(issued.webhook.name)
  return (
    <Stack gap="lg">
      {issued.secret === null ? (
        <Notice tone="trouble" title="The secret was lost on its way">
          The connection broke before it arrived, and it is shown once only. Rotate the secret of “{name}” to
          get another.
        </Notice>
      ) : (
        <>
          <Text>
            <strong>Copy the secret now: you cannot see it again.</strong> “{name}” verifies with it that a
            message comes from here and was not changed, by any library for Standard Webhooks.
          </Text>
          <CodeLine label="Secret" code={issued.secret} copyLabel="Copy the secret" />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}
