import type { Catalogue, Role, Token } from '@keyward/contract'
import type { ReactNode } from 'react'
import { capital } from '../../lib/capital.ts'
import { formatRelative } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { accessReach, accessWord } from '../../lib/token/describe-access.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { Ago, Day, LastUsed } from '../../parts/relative-time.tsx'
import classes from './token-glance.module.css'

const REASON = {
  not_needed: 'not needed any more',
  superseded: 'replaced by another',
  compromised: 'somebody else may have had it',
  owner_left: 'its owner left',
  signed_out: 'its owner signed out',
  policy: 'the organisation’s policy',
  denied: 'denied by an approver',
}

type Glance = { term: string; value: ReactNode; detail?: ReactNode }
type TokenGlanceProps = { token: Token; catalogue: Catalogue; roles: readonly Role[] }

/** What one comes to a token's page for, in one row: what it may do, its last use, its end, whose it is. */
export function TokenGlance({ token, catalogue, roles }: TokenGlanceProps) {
  const now = useNow()
  const facts: Glance[] = [
    accessOf(token, catalogue, roles),
    lastUseOf(token),
    endOf(token, now),
    ownerOf(token),
    {
      term: 'Token id',
      value: <span className="kw-mono">{token.id}</span>,
      detail: (
        <>
          Made <Day at={token.createdAt} /> by {token.createdBy.name}
        </>
      ),
    },
  ]
  return (
    <dl className={classes.glance} aria-label="At a glance">
      {facts.map(({ term, value, detail }) => (
        <div key={term} className={classes.fact}>
          <dt>{term}</dt>
          <dd>
            <div className={classes.value}>{value}</div>
            {detail && <div className={classes.detail}>{detail}</div>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function accessOf(token: Token, catalogue: Catalogue, roles: readonly Role[]): Glance {
  const works = isLive(token.shownStatus) && token.shownStatus !== 'stopped'
  return {
    term: 'Access',
    value: accessWord(token.access, roles),
    detail: works ? accessReach(token.permissions, catalogue) : 'Nothing now: it is refused',
  }
}

function lastUseOf({ lastUse }: Token): Glance {
  return {
    term: 'Last used',
    value: <LastUsed lastUse={lastUse} />,
    detail:
      lastUse && ([lastUse.address, lastUse.agent].filter(Boolean).join(', ') || 'From somewhere unknown'),
  }
}

function endOf({ expiresAt, shownStatus, revocation, revokeAtSignOut }: Token, now: number): Glance {
  if (revocation)
    return {
      term: 'Revoked',
      value: <Ago at={revocation.at} />,
      detail: `By ${revocation.by.name}: ${REASON[revocation.reason]}`,
    }
  const atSignOut = revokeAtSignOut ? 'Revoked when its owner signs out' : undefined
  if (!expiresAt) return { term: 'Expires', value: 'Never', detail: atSignOut }
  return {
    term: shownStatus === 'expired' ? 'Expired' : 'Expires',
    value: <Day at={expiresAt} />,
    detail: atSignOut ?? capital(formatRelative(expiresAt, now)),
  }
}

function ownerOf({ owner }: Token): Glance {
  if (owner.kind === 'organization')
    return { term: 'Owner', value: 'The organisation', detail: 'It survives people leaving' }
  return { term: 'Owner', value: owner.name, detail: owner.email ?? 'It acts as this person' }
}
