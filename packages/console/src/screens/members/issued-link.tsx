import type { IssuedInvitation } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { formatDay } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import { CodeLine } from '../../parts/code-line.tsx'

/** The link of an invitation, which nobody can see again. */
export function IssuedLink({ issued, onDone }: { issued: IssuedInvitation; onDone: () => void }) {
  const { email, role, expiresAt } = issued.invitation
  return (
    <Stack gap="lg">
      <Text>
        <strong>{email}</strong> can join as {apart(role.name)} until {formatDay(expiresAt)}. A mail with the
        link is on its way, if this server sends mails. You can also hand the link over yourself: it is shown
        this once, and whoever has it can join.
      </Text>
      <CodeLine label="Link" code={issued.link} copyLabel="Copy the link" />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}
