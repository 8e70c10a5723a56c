import type { ListedToken, TokenId } from '@keyward/contract'
import { Checkbox, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { apart } from '../../lib/names.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { accessCount, accessWord } from '../../lib/token/describe-access.ts'
import { CopyIcon } from '../../parts/copy-button.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { Ago, LastUsed } from '../../parts/relative-time.tsx'
import { useTip } from '../../parts/tip.tsx'
import { ExpiresOn } from '../../parts/token/expires-on.tsx'
import { StatusBadge } from '../../parts/token/status-badge.tsx'
import { PlaceLink, useWays } from '../../parts/ways.tsx'
import { BinButton } from './bin-button.tsx'
import classes from './token-table.module.css'

export type TokenRowProps = {
  token: ListedToken
  selected: boolean
  onSelect: (id: TokenId) => void
  onBin: (token: ListedToken) => void
}

export const TokenRow = memo(function TokenRow({ token, selected, onSelect, onBin }: TokenRowProps) {
  const { go } = useWays()
  const to = { at: 'token', tokenId: token.id } as const
  const tip = useTip(isLong(token) ? <FullText token={token} /> : undefined)
  const open = (target: EventTarget) => {
    const inside = target instanceof Element && target.closest('a, button, input, label')
    if (!inside && !window.getSelection()?.toString()) go(to)
  }
  return (
    // The row's click only widens the link in it: keyboards and screen readers have the link.
    <tr className={classes.row} data-selected={selected || undefined} onClick={(event) => open(event.target)}>
      <td className={classes.tick}>
        <Checkbox
          size="xs"
          aria-label={`Select ${token.name}`}
          checked={selected}
          onChange={() => onSelect(token.id)}
        />
      </td>
      <td className={classes.name}>
        <div {...tip.on}>
          <PlaceLink to={to} fw={550} fz="inherit" c="inherit" lineClamp={2}>
            {token.name}
          </PlaceLink>
          {token.description && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {token.description}
            </Text>
          )}
        </div>
        {tip.card}
      </td>
      <td className={classes.masked}>
        <span className="kw-mono">{token.masked}</span>
        <CopyIcon text={token.id} label={`Copy the id of ${token.name}`} />
      </td>
      <td>
        <StatusBadge status={token.shownStatus} />
      </td>
      <td className={classes.time}>
        <LastUsed lastUse={token.lastUse} />
      </td>
      <td className={classes.words}>
        <AccessWord token={token} />
      </td>
      <td className={classes.time}>
        <ExpiresOn token={token} />
      </td>
      <td className={classes.created}>
        <Ago at={token.createdAt} />
        <Text size="xs" c="dimmed">
          by {apart(token.createdBy.name)}
        </Text>
        {token.owner.kind === 'user' && (
          <Text size="xs" c="dimmed">
            Personal token
          </Text>
        )}
      </td>
      <td className={classes.act}>
        <BinButton token={token} onBin={() => onBin(token)} />
      </td>
    </tr>
  )
})

/** More than two lines of its column may hold. */
const isLong = ({ name, description }: ListedToken) => name.length > 60 || description.length > 60

function FullText({ token: { name, description } }: { token: ListedToken }) {
  return (
    <>
      <strong>{name}</strong>
      {description && <div>{description}</div>}
    </>
  )
}

export function AccessWord({ token }: { token: ListedToken }) {
  const { organization } = useOrganization()
  const { data } = useQuery({ ...rolesQuery(organization), enabled: token.access.kind === 'role' })
  const count = accessCount(token.access)
  return (
    <>
      {accessWord(token.access, data?.roles)}
      {count && (
        <Text size="xs" c="dimmed" component="span" display="block" className={classes.time ?? ''}>
          {count}
        </Text>
      )}
    </>
  )
}
