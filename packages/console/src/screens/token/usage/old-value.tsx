import type { Token, TokenUsage } from '@keyward/contract'
import { Group, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../lib/act.ts'
import { counted } from '../../../lib/counted.ts'
import { formatAgo, formatRelative } from '../../../lib/dates.ts'
import { useNow } from '../../../lib/now.ts'
import { tokensKey } from '../../../lib/queries.ts'
import { whoseToken, whyNot } from '../../../lib/rights.ts'
import { showToast } from '../../../lib/toasts.ts'
import { isLive } from '../../../lib/token/token-acts.ts'
import { useFreshSignIn } from '../../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../../parts/membership.tsx'
import { GuardedButton } from '../../../parts/page/guarded.tsx'
import { Notice } from '../../../parts/page/notice.tsx'
import { ProblemNotice } from '../../../parts/page/problem-notice.tsx'
import classes from './usage.module.css'

/** During a grace period: the traffic of each value, and whether the old one can go. */
export function OldValue({ token, usage }: { token: Token; usage: TokenUsage }) {
  const now = useNow()
  const { versions, closing, callers } = usage
  if (!closing || !isLive(token.shownStatus)) return null
  const old = versions.find(({ stopsAt }) => stopsAt !== null)
  const late = callers.filter(({ version }) => version !== null && version === old?.version)
  return (
    <section aria-labelledby="values">
      <Title order={2} id="values" mb="sm">
        Two values are valid
      </Title>
      <Stack gap="md">
        <ul className={classes.values}>
          {versions.map(({ version, masked, stopsAt, calls, lastUsedAt, createdAt }) => (
            <li key={version}>
              <strong>{stopsAt ? 'Old value' : 'New value'}</strong> <span className="kw-mono">{masked}</span>
              <Text size="sm">
                {counted(calls, 'call')} since the new one was made
                {lastUsedAt ? `, the last ${formatAgo(lastUsedAt, now)}` : ''}
              </Text>
              <Text size="sm" c="dimmed">
                Made {formatAgo(createdAt, now)}
                {stopsAt && `; stops ${formatRelative(stopsAt, now)}`}
              </Text>
            </li>
          ))}
        </ul>
        <Notice
          tone="hint"
          title={closing.safe ? 'Safe to close: the old value is quiet' : NOT_YET[closing.why]}
        >
          <Text size="sm">
            {late.length > 0
              ? `Last seen with it: ${late.map(({ address, agent }) => [address, agent].filter(Boolean).join(', ')).join('; ')}.`
              : 'No caller’s last call came with the old value.'}
          </Text>
        </Notice>
        <CloseButton token={token} />
      </Stack>
    </section>
  )
}

const NOT_YET = {
  still_used: 'Not yet: the old value was used a short while ago',
  new_unused: 'Not yet: nobody uses the new value',
}

function CloseButton({ token }: { token: Token }) {
  const { client, organization } = useOrganization()
  const membership = useMembership()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const close = useAct(async () => {
    await fresh(() => client.closeOldValue({ tokenId: token.id }))
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    showToast('The old value is refused from now on.')
  })
  return (
    <>
      <Group>
        <GuardedButton
          variant="default"
          reason={whyNot(membership, 'regenerate', whoseToken(token, membership))}
          loading={close.pending}
          onClick={() => close.run()}
        >
          Close the old value now
        </GuardedButton>
      </Group>
      <ProblemNotice error={close.error} />
    </>
  )
}
