import type { Token } from '@keyward/contract'
import { Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { DAY, formatDayAndTime, HOUR } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { tokensKey } from '../../lib/queries.ts'
import { type DurationChoice as Choice, toDuration } from '../../lib/token/duration.ts'
import { tellLostValue } from '../../lib/token/lost-value.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { Facts } from '../../parts/list/facts.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { DurationChoice } from '../../parts/token/duration-choice.tsx'
import { LastDay } from '../../parts/token/last-day.tsx'
import classes from './regenerate-dialog.module.css'

const GRACES = [
  { value: '0', label: 'Now' },
  { value: String(HOUR), label: 'In 1 h' },
  { value: String(DAY), label: 'In 24 h' },
  { value: String(7 * DAY), label: 'In 7 d' },
]

/** Unused for so long, an old value is taken for replaced everywhere. */
const QUIET_MS = HOUR

type RegenerateDialogProps = { token: Token; onClose: () => void; onRegenerated: (plaintext: string) => void }

/** Replaces a token's value, and says when the old one stops. */
export function RegenerateDialog({ token, onClose, onRegenerated }: RegenerateDialogProps) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [grace, setGrace] = useState('0')
  const [sooner, setSooner] = useState(false)
  const [duration, setDuration] = useState<Choice>({ kind: 'keep', date: '' })
  const regenerate = useAct(() => {
    const wanted = toDuration(duration)
    const graceMs = Number(grace)
    const input = {
      tokenId: token.id,
      graceMs,
      ...(sooner && graceMs > 0 && { closeWhenQuietMs: QUIET_MS }),
      ...(wanted && { duration: wanted }),
    }
    return fresh(() => client.regenerateToken(input))
  })
  const submit = async () => {
    const minted = await regenerate.run()
    if (!minted) return
    onClose()
    if (minted.plaintext === null) tellLostValue()
    else onRegenerated(minted.plaintext)
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
  }
  return (
    <Dialog onClose={onClose} title="Regenerate this token?" size={520}>
      <Stack gap="lg">
        <Text>
          “{token.name}” gets a new value, shown once. Name, owner and access stay. Whatever uses the old
          value <span className="kw-mono">{token.masked}</span> needs the new one.
        </Text>
        <Facts facts={[{ term: 'Last 24 h', value: <LastDay tokenId={token.id} /> }]} />
        <Stack gap="xs">
          <Radio.Group label="The old value stops" value={grace} onChange={setGrace}>
            <div className={classes.inline}>
              {GRACES.map(({ value, label }) => (
                <Radio
                  key={value}
                  value={value}
                  label={label}
                  {...(value === '0' && { 'data-autofocus': true })}
                />
              ))}
            </div>
          </Radio.Group>
          <GraceWords graceMs={Number(grace)} twoNow={token.versions.length > 1} />
          {grace !== '0' && (
            <Checkbox
              label="Or sooner, when it is quiet"
              description="Once the new value is used, and the old one was not for an hour"
              checked={sooner}
              onChange={(event) => setSooner(event.currentTarget.checked)}
            />
          )}
        </Stack>
        <DurationChoice
          label="Expiry"
          value={duration}
          onChange={setDuration}
          current={{ expiresAt: token.expiresAt }}
        />
        <ProblemNotice error={regenerate.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={regenerate.pending} onClick={submit}>
            Regenerate token
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function GraceWords({ graceMs, twoNow }: { graceMs: number; twoNow: boolean }) {
  const now = useNow()
  const words =
    graceMs === 0
      ? 'It is refused as soon as the new value exists.'
      : `Both values work until ${formatDayAndTime(now + graceMs)}.`
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {words}
      {twoNow && graceMs > 0 && ' Two values are valid already: the older of them stops now.'}
    </Text>
  )
}
