import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useShownOnce } from '../../parts/shown-once.tsx'
import classes from './profile.module.css'

/** New backup codes, shown this once. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { heading, keep, finish, question } = useShownOnce({ onDone })
  return (
    <Paper component="section" aria-label="Backup codes" className={classes.codes}>
      <Stack gap="md" onCopy={keep}>
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
          <CopyButton primary text={codes.join('\n')} label="Copy all" onCopied={keep} />
          <Button variant="default" onClick={finish}>
            Done
          </Button>
        </Group>
      </Stack>
      {question}
    </Paper>
  )
}
