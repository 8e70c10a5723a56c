import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import type { Snippet } from '../../lib/token/snippets.ts'
import { CopyButton } from '../copy-button.tsx'
import { useShownOnce } from '../shown-once.tsx'
import classes from './revealed-value.module.css'
import { Snippets } from './snippets.tsx'

type RevealedValueProps = {
  /** What was done: "Token generated", "Token regenerated". */
  title: string
  plaintext: string
  /** What the lines below it are for. */
  tryIt: string
  snippets: readonly Snippet[]
  doneLabel?: string
  onDone: () => void
  /** The page goes away: whoever holds the value lets go of it. */
  onForget: () => void
}

/** A new value, shown this once. It goes with Done, with a refresh and with any navigation. */
export function RevealedValue({
  title,
  plaintext,
  tryIt,
  snippets,
  doneLabel = 'Done',
  onDone,
  onForget,
}: RevealedValueProps) {
  const { heading, keep, finish, question } = useShownOnce({ onDone, onForget })
  const noticeCopy = () => {
    if (window.getSelection()?.toString().includes(plaintext)) keep()
  }

  return (
    <Paper component="section" aria-label={title} className={classes.box}>
      <Stack gap="md" onCopy={noticeCopy}>
        <Group gap="sm" wrap="nowrap">
          <IconKey size={22} aria-hidden className={classes.icon} />
          <Title order={2} ref={heading} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
        </Group>
        <Text>
          <strong>Copy the value now: you cannot see it again.</strong> If it is lost, generate a new token.
        </Text>
        <Group gap="sm" align="stretch" wrap="wrap">
          <code className={classes.value}>{plaintext}</code>
          <CopyButton primary text={plaintext} label="Copy" onCopied={keep} />
        </Group>
        <Snippets label={tryIt} snippets={snippets} onCopied={keep} />
        <Group>
          <Button variant="default" onClick={finish}>
            {doneLabel}
          </Button>
        </Group>
      </Stack>
      {question}
    </Paper>
  )
}
