import { Button } from '@mantine/core'
import { IconFilterOff, IconKey } from '@tabler/icons-react'
import { EmptyState } from '../../parts/page/empty-state.tsx'

type NoTokensProps = { narrowed: boolean; mine: boolean; onShowAll: () => void }

/** Nothing to list: because of the filter, or because nothing was made yet. */
export function NoTokens({ narrowed, mine, onShowAll }: NoTokensProps) {
  if (narrowed)
    return (
      <EmptyState
        icon={<IconFilterOff size={26} />}
        title="No token matches"
        action={
          <Button variant="default" onClick={onShowAll}>
            Show all tokens
          </Button>
        }
      >
        Search finds the start of a token’s id, or of a word of its name.
      </EmptyState>
    )
  return (
    <EmptyState icon={<IconKey size={26} />} title={mine ? 'You have no tokens yet' : 'No tokens yet'}>
      {mine
        ? 'A personal token acts as you, for your own scripts and tools. Generate one, copy its value, and send it as “Authorization: Bearer …”.'
        : 'An organisation token is for pipelines and services: it survives people leaving. Generate one, copy its value, and send it as “Authorization: Bearer …”.'}
    </EmptyState>
  )
}
