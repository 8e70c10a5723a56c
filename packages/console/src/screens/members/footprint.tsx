import type { Footprint as Facts } from '@keyward/contract'
import { Stack, Text } from '@mantine/core'
import { listWords } from '../../lib/describe-access.ts'

/** What would stop without a member, and what would go on. `ends` says how their own tokens end. */
export function Footprint({ footprint, ends }: { footprint: Facts; ends: string }) {
  const { owned, made } = footprint
  return (
    <Stack gap="sm">
      <div>
        <Text fw={550}>
          {tokens(owned.count, 'personal')} {ends}
        </Text>
        {owned.count > 0 && (
          <Text size="sm" c="dimmed">
            {named(owned)} {traffic(owned)}
          </Text>
        )}
      </div>
      <div>
        <Text fw={550}>
          {tokens(made.count, 'organisation')} that they made {made.count === 1 ? 'goes' : 'go'} on working
        </Text>
        {made.count > 0 && (
          <Text size="sm" c="dimmed">
            {named(made)} Regenerate one whose value left with them.
          </Text>
        )}
      </div>
    </Stack>
  )
}

function traffic({ callsLastDay, callers }: Facts['owned']): string {
  if (callsLastDay === 0) return 'Nobody used them in the last 24 hours.'
  const calls = `${callsLastDay} ${callsLastDay === 1 ? 'call' : 'calls'}`
  return `In the last 24 hours ${calls} came with them, from ${callers} ${callers === 1 ? 'address' : 'addresses'}.`
}

const tokens = (count: number, kind: string) =>
  count === 0 ? `No ${kind} token` : `${count} ${kind} ${count === 1 ? 'token' : 'tokens'}`

/** The first names, and how many more there are; nothing where none may be seen. */
function named({ names, count }: { names: readonly string[]; count: number }): string {
  if (names.length === 0) return ''
  return count > names.length
    ? `${names.join(', ')} and ${count - names.length} more.`
    : `${listWords(names)}.`
}
