import { Button } from '@mantine/core'
import { IconFilterOff, IconKey } from '@tabler/icons-react'
import { mayDo } from '../../lib/rights.ts'
import { useMembership } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import classes from './no-tokens.module.css'

type NoTokensProps = { narrowed: boolean; mine: boolean; onShowAll: () => void; onGenerate: () => void }

/** Nothing to list: because of the filter, or because nothing was made yet. */
export function NoTokens({ narrowed, mine, onShowAll, onGenerate }: NoTokensProps) {
  const membership = useMembership()
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
    <EmptyState
      icon={<IconKey size={26} />}
      title={mine ? 'You have no tokens yet' : 'No tokens yet'}
      action={
        mayDo(membership, 'create', mine ? 'mine' : 'organization') && (
          <Button variant="default" onClick={onGenerate}>
            Generate the first one
          </Button>
        )
      }
    >
      {mine
        ? 'A personal token acts as you, for your own scripts and tools.'
        : 'An organisation token is for pipelines and services: it survives people leaving.'}
      <ol className={classes.steps}>
        <li>Generate a token, with only the access that its program needs.</li>
        <li>Copy its value to where the program keeps secrets. It is shown once.</li>
        <li>
          Send it with each call: <code className="kw-mono">Authorization: Bearer …</code>
        </li>
      </ol>
    </EmptyState>
  )
}
