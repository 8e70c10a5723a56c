import { Button, NativeSelect, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { DropPanel } from '../../parts/drop-panel.tsx'
import type { Example } from './examples.ts'
import classes from './graphql.module.css'
import type { DocumentOperation } from './operations.ts'

/** The keys that run, as they are written on the keyboard at hand. */
export const runKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘+Enter' : 'Ctrl+Enter'

type RunBarProps = {
  operations: readonly DocumentOperation[]
  chosen: DocumentOperation | undefined
  onChoose: (from: number) => void
  pending: boolean
  onRun: () => void
  onStop: () => void
  examples: readonly Example[]
  onExample: (example: Example) => void
}

/** What runs, and things to begin with. */
export function RunBar({ operations, chosen, onChoose, pending, onRun, onStop, ...rest }: RunBarProps) {
  return (
    <div className={classes.bar}>
      {pending ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={18} aria-hidden />}
          className={classes.run ?? ''}
          onClick={onStop}
        >
          Stop
        </Button>
      ) : (
        <Button
          color={chosen?.changes ? 'danger' : 'petrol'}
          leftSection={<IconPlayerPlay size={18} aria-hidden />}
          className={classes.run ?? ''}
          onClick={onRun}
        >
          {chosen?.changes ? 'Run mutation' : 'Run query'}
        </Button>
      )}
      {operations.length > 1 && (
        <NativeSelect
          aria-label="Operation to run"
          data={operations.map(({ name, changes, from }) => ({
            value: String(from),
            label: `${changes ? 'mutation' : 'query'} ${name ?? '(without a name)'}`,
          }))}
          value={String(chosen?.from)}
          onChange={(event) => onChoose(Number(event.currentTarget.value))}
          className={classes.operations ?? ''}
        />
      )}
      <Examples {...rest} />
    </div>
  )
}

function Examples({ examples, onExample }: Pick<RunBarProps, 'examples' | 'onExample'>) {
  return (
    <div className={classes.examples}>
      <DropPanel
        label="Examples"
        side="end"
        buttonClassName={classes.exampleButton}
        button={
          <>
            Examples <IconChevronDown size={16} aria-hidden />
          </>
        }
      >
        {(close) => (
          <ul className={classes.exampleList}>
            {examples.map((example) => (
              <li key={example.title}>
                <UnstyledButton
                  className={classes.example ?? ''}
                  onClick={() => {
                    close()
                    onExample(example)
                  }}
                >
                  {example.title}
                  {example.text.includes('mutation') && (
                    <Text span size="xs" c="dimmed">
                      mutation
                    </Text>
                  )}
                </UnstyledButton>
              </li>
            ))}
          </ul>
        )}
      </DropPanel>
    </div>
  )
}
