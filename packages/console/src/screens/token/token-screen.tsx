import type { TokenId } from '@keyward/contract'
import { Group, Stack, Title } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useLayoutEffect, useState } from 'react'
import { listPlace } from '../../lib/places.ts'
import { REFRESH_MS } from '../../lib/presence.ts'
import { catalogueQuery, tokenQuery } from '../../lib/queries.ts'
import { whoseToken } from '../../lib/rights.ts'
import { selfSnippets } from '../../lib/token/snippets.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { Page } from '../../parts/page/page.tsx'
import { useKnownRoles } from '../../parts/token/known-roles.ts'
import { useMintedSlot } from '../../parts/token/minted-slot.tsx'
import { RevealedValue } from '../../parts/token/revealed-value.tsx'
import { StatusBadge } from '../../parts/token/status-badge.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { AwaitedApproval } from './awaited-approval.tsx'
import { TokenActions } from './token-actions.tsx'
import { EarlyNotice, TokenConditions } from './token-conditions.tsx'
import { TokenGlance } from './token-glance.tsx'
import { TokenPermissions } from './token-permissions.tsx'
import { LazyTraces, LazyUsage } from './usage/lazy-usage.tsx'

type Revealed = { title: string; plaintext: string }

/** One token: what it is, what it may do, and everything that can be done with it. */
export function TokenScreen({ tokenId }: { tokenId: TokenId }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { data: token } = useSuspenseQuery({
    ...tokenQuery(organization, tokenId),
    refetchInterval: REFRESH_MS,
  })
  const { data: catalogue } = useSuspenseQuery(catalogueQuery(organization))
  const roles = useKnownRoles()
  const [revealed, setRevealed] = useRevealed(tokenId)
  const forget = useCallback(() => setRevealed(undefined), [setRevealed])
  const mine = whoseToken(token, membership) === 'mine'

  return (
    <Page
      title={token.name}
      above={<BackLink to={listPlace(mine)}>API tokens</BackLink>}
      lead={
        <Group gap="sm" component="span">
          <StatusBadge status={token.shownStatus} why />
          <span className="kw-mono">{token.masked}</span>
          <PlaceLink to={{ at: 'inspector', search: { id: tokenId } }}>Inspect</PlaceLink>
        </Group>
      }
      action={
        <TokenActions
          token={token}
          onRegenerated={(plaintext) => setRevealed({ title: 'Token regenerated', plaintext })}
        />
      }
    >
      <Stack gap={28}>
        {revealed && (
          <RevealedValue
            key={revealed.plaintext}
            title={revealed.title}
            plaintext={revealed.plaintext}
            tryIt="Try it: the server says who this token is and what it may do"
            snippets={selfSnippets(revealed.plaintext, token.name)}
            onDone={forget}
            onForget={forget}
          />
        )}
        {token.shownStatus === 'pending' && <AwaitedApproval token={token} />}
        <EarlyNotice token={token} />
        {token.description && <div className="kw-prose">{token.description}</div>}
        <TokenGlance token={token} catalogue={catalogue} roles={roles} />
        <LazyUsage token={token} catalogue={catalogue} />
        <section aria-labelledby="may-do">
          <Title order={2} id="may-do" mb="sm">
            What it may do now
          </Title>
          <TokenPermissions token={token} catalogue={catalogue} roles={roles} />
        </section>
        <TokenConditions token={token} />
        <LazyTraces token={token} />
      </Stack>
    </Page>
  )
}

/** The new value that was handed over, if one was: it lives here and nowhere else. */
function useRevealed(tokenId: TokenId) {
  const slot = useMintedSlot()
  const [revealed, setRevealed] = useState<Revealed>()
  useLayoutEffect(() => {
    const plaintext = slot.take(tokenId)
    if (plaintext !== undefined) setRevealed({ title: 'Token generated', plaintext })
  }, [slot, tokenId])
  return [revealed, setRevealed] as const
}
