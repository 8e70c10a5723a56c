import { Group, Text } from '@mantine/core'
import classes from './code-line.module.css'
import { CopyButton } from './copy-button.tsx'

type CodeLineProps = { label?: string; code: string; copyLabel: string; onCopied?: () => void }

/** A line of shell to copy. It wraps: nothing of it hides behind a scroll bar. */
export function CodeLine({ label, code, copyLabel, onCopied }: CodeLineProps) {
  return (
    <div>
      {label && (
        <Text size="sm" fw={500} mb={6}>
          {label}
        </Text>
      )}
      <Group gap="sm" align="flex-start" wrap="wrap">
        <code className={classes.code}>{code}</code>
        <CopyButton text={code} label={copyLabel} {...(onCopied && { onCopied })} />
      </Group>
    </div>
  )
}
