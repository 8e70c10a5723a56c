import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { CodeLine } from './code-line.tsx'
import { CopyButton } from './copy-button.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import classes from './revealed-value.module.css'

type RevealedValueProps = {
  /** What was done: "Token generated", "Token regenerated". */
  title: string
  plaintext: string
  /** A shell line that uses the value, ready to run. */
  curl: { label: string; line: string }
  note?: ReactNode
  doneLabel?: string
  onDone: () => void
}

/** A new value, shown this once. It goes with Done, with a refresh and with any navigation. */
export function RevealedValue({ title, plaintext, curl, note, doneLabel = 'Done', onDone }: RevealedValueProps) {
  const [copied, setCopied] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    window.addEventListener('pagehide', onDone)
    return () => window.removeEventListener('pagehide', onDone)
  }, [onDone])

  return (
    <Paper component="section" aria-label={title} className={classes.box}>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap">
          <IconKey size={22} aria-hidden />
          <Title order={2} ref={heading} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
        </Group>
        <Text>
          <strong>Copy the value now: you cannot see it again.</strong> If it is lost, generate a new token.
        </Text>
        {note}
        <Group gap="sm" align="stretch" wrap="wrap">
          <code className={classes.value} data-plaintext>
            {plaintext}
          </code>
          <CopyButton primary text={plaintext} label="Copy" onCopied={() => setCopied(true)} />
        </Group>
        <CodeLine label={curl.label} code={curl.line} copyLabel="Copy the line" onCopied={() => setCopied(true)} />
        <Group>
          <Button variant="default" onClick={onDone}>
            {doneLabel}
          </Button>
        </Group>
      </Stack>
      <LeaveDialog holding={!copied} />
    </Paper>
  )
}
