import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { CopyButton } from '../../parts/copy-button.tsx'
import { LeaveDialog } from '../../parts/dialog/leave-dialog.tsx'
import { useWays } from '../../parts/ways.tsx'
import classes from './profile.module.css'

/** New backup codes, shown this once. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [kept, setKept] = useState(false)
  const [finishing, setFinishing] = useState(false)
  const departure = useWays().useDeparture(!kept)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  // A page kept by the browser for its back button must not come back with the codes in it.
  useEffect(() => {
    window.addEventListener('pagehide', onDone)
    return () => window.removeEventListener('pagehide', onDone)
  }, [onDone])
  return (
    <Paper component="section" aria-label="Backup codes" className={classes.codes}>
      <Stack gap="md" onCopy={() => setKept(true)}>
        <Title order={3} ref={heading} tabIndex={-1}>
          Your backup codes
        </Title>
        <Text>
          <strong>Keep them now: you cannot see them again.</strong> Each signs you in once when your phone is
          not at hand. Without phone and codes only whoever runs this server can help.
        </Text>
        <ol className={classes.list}>
          {codes.map((code) => (
            <li key={code} className="kw-mono">
              {code}
            </li>
          ))}
        </ol>
        <Group gap="sm">
          <CopyButton primary text={codes.join('\n')} label="Copy all" onCopied={() => setKept(true)} />
          <Button variant="default" onClick={() => (kept ? onDone() : setFinishing(true))}>
            Done
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
