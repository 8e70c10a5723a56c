import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Snippet } from '../../lib/token/snippets.ts'
import { CopyButton } from '../copy-button.tsx'
import { LeaveDialog } from '../dialog/leave-dialog.tsx'
import { useWays } from '../ways.tsx'
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
  const [copied, setCopied] = useState(false)
  const [finishing, setFinishing] = useState(false)
  const departure = useWays().useDeparture(!copied)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  // A page kept by the browser for its back button must not come back with the value in it.
  useEffect(() => {
    window.addEventListener('pagehide', onForget)
    return () => window.removeEventListener('pagehide', onForget)
  }, [onForget])
  const markCopied = () => setCopied(true)
  const noticeCopy = () => {
    if (window.getSelection()?.toString().includes(plaintext)) markCopied()
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
          <CopyButton primary text={plaintext} label="Copy" onCopied={markCopied} />
        </Group>
        <Snippets label={tryIt} snippets={snippets} onCopied={markCopied} />
        <Group>
          <Button variant="default" onClick={() => (copied ? onDone() : setFinishing(true))}>
            {doneLabel}
          </Button>
        </Group>
      </Stack>
      <LeaveDialog
        opened={departure.asked || finishing}
        onStay={() => (finishing ? setFinishing(false) : departure.stay())}
        onLeave={() => (finishing ? onDone() : departure.leave())}
      />
    </Paper>
  )
}
