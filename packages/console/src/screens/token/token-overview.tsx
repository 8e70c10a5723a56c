import type { Role, Token } from '@keyward/contract'
import { Title } from '@mantine/core'
import { formatRelative } from '../../lib/dates.ts'
import { accessCount, accessWord } from '../../lib/describe-access.ts'
import { useNow } from '../../lib/now.ts'
import { type Fact, Facts } from '../../parts/facts.tsx'
import { Ago, Day, LastUsed } from '../../parts/relative-time.tsx'
import classes from './token-overview.module.css'

const REASON = {
  not_needed: 'not needed any more',
  superseded: 'replaced by another',
  compromised: 'somebody else may have had it',
  owner_left: 'its owner left',
  signed_out: 'its owner signed out',
  policy: 'the organisation’s policy',
  denied: 'denied by an approver',
}

/** What a token is, as facts. */
export function TokenOverview({ token, roles }: { token: Token; roles: readonly Role[] }) {
  return (
    <section aria-labelledby="overview">
      <Title order={2} id="overview" mb="sm">
        Overview
      </Title>
      <div className={classes.columns}>
        <Facts facts={identity(token, roles)} />
        <Facts facts={dates(token)} />
      </div>
    </section>
  )
}

function identity(token: Token, roles: readonly Role[]): Fact[] {
  return [
    { term: 'Owner', value: ownerWords(token) },
    { term: 'Created by', value: token.createdBy.name },
    {
      term: 'Access',
      value: [accessWord(token.access, roles), accessCount(token.access)].filter(Boolean).join(', '),
    },
    { term: 'Token id', value: <span className="kw-mono">{token.id}</span> },
  ]
}

function dates({ createdAt, expiresAt, shownStatus, lastUse, revocation, revokeAtSignOut }: Token): Fact[] {
  const facts: Fact[] = [
    { term: 'Created', value: <Day at={createdAt} /> },
    {
      term: shownStatus === 'expired' ? 'Expired' : 'Expires',
      value: expiresAt ? <ExpiryWords at={expiresAt} /> : 'Never',
    },
    { term: 'Last used', value: <LastUsed lastUse={lastUse} /> },
  ]
  if (lastUse)
    facts.push({
      term: 'From',
      value: [lastUse.address, lastUse.agent].filter(Boolean).join(', ') || 'unknown',
    })
  if (revokeAtSignOut) facts.push({ term: 'At sign-out', value: 'It is revoked' })
  if (revocation)
    facts.push({
      term: 'Revoked',
      value: (
        <>
          <Ago at={revocation.at} /> by {revocation.by.name}: {REASON[revocation.reason]}
        </>
      ),
    })
  return facts
}

function ExpiryWords({ at }: { at: string }) {
  return (
    <>
      <Day at={at} /> ({formatRelative(at, useNow())})
    </>
  )
}

function ownerWords({ owner }: Token): string {
  if (owner.kind === 'organization') return 'The organisation'
  return owner.email ? `${owner.name} (${owner.email})` : owner.name
}
