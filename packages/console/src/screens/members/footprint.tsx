import type { Footprint as Facts } from '@keyward/contract'
import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { counted } from '../../lib/counted.ts'
import { apart } from '../../lib/names.ts'
import { listWords } from '../../lib/token/describe-access.ts'

type FootprintProps = {
  footprint: Facts
  /** How their own tokens end, of one and of several. */
  ends: readonly [one: string, several: string]
}

/** What would stop without a member, and what would go on. */
export function Footprint({ footprint: { owned, made }, ends: [one, several] }: FootprintProps) {
  return (
    <Stack gap="sm">
      <Consequence
        title={
          owned.count === 0
            ? 'They have no live personal token'
            : `${counted(owned.count, 'personal token')} ${owned.count === 1 ? one : several}`
        }
      >
        {owned.count > 0 && `${named(owned)} ${traffic(owned)}`}
      </Consequence>
      {made.count > 0 && (
        <Consequence
          title={`${counted(made.count, 'organisation token')} that they made ${made.count === 1 ? 'goes' : 'go'} on working`}
        >
          {named(made)} Regenerate one whose value left with them.
        </Consequence>
      )}
    </Stack>
  )
}

function Consequence({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text fw={550}>{title}</Text>
      {children && (
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      )}
    </div>
  )
}

function traffic({ callsLastDay, callers }: Facts['owned']): string {
  if (callsLastDay === 0) return 'Nobody used them in the last 24 hours.'
  return `In the last 24 hours ${counted(callsLastDay, 'call')} came with them, from ${counted(callers, 'address', 'addresses')}.`
}

/** The first names, and how many more there are; nothing where none may be seen. */
function named({ names, count }: { names: readonly string[]; count: number }): string {
  if (names.length === 0) return ''
  return count > names.length
    ? `${names.map(apart).join(', ')} and ${count - names.length} more.`
    : `${listWords(names.map(apart))}.`
}
