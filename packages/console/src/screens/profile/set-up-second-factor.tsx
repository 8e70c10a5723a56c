import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { CodeField } from '../../parts/entry/code-field.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import classes from './profile.module.css'
import { QrCode } from './qr-code.tsx'

type SetUpProps = {
  begun: { secret: string; uri: string }
  confirm: (input: { code: string }) => Promise<void>
  onCancel: () => void
}

/** The secret as a picture and as text, and the field for the first code. */
export function SetUpSecondFactor({ begun, confirm, onCancel }: SetUpProps) {
  const [code, setCode] = useState('')
  const act = useAct(() => confirm({ code }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    act.run()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>
          <strong>1.</strong> Scan this with an authenticator app, or type the key into it.
        </Text>
        <div className={classes.scan}>
          <QrCode text={begun.uri} label="QR code with the key for your authenticator app" />
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              Key
            </Text>
            <code className={classes.key}>{begun.secret.match(/.{1,4}/g)?.join(' ')}</code>
            <div>
              <CopyButton text={begun.secret} label="Copy the key" />
            </div>
          </Stack>
        </div>
        <Text>
          <strong>2.</strong> Enter the six digits that the app now shows.
        </Text>
        <CodeField value={code} onChange={setCode} description="Six digits; they change every half minute" />
        <ProblemNotice error={act.error} />
        <Group gap="sm">
          <Button type="submit" loading={act.pending}>
            Turn on
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
