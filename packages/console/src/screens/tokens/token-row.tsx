import type { ListedToken } from '@keyward/contract'
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
import type { ListedTokenProps } from './token-list-props.ts'
import classes from './token-table.module.css'

/** `roomy`: who made it stands in a column of its own. */
type TokenRowProps = ListedTokenProps & { roomy: boolean }

export const TokenRow = memo(function TokenRow(props: TokenRowProps) {
  const { token, selected, mixed, roomy, onSelect, onBin } = props
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
          <TokenNote token={token} mixed={mixed} lines={2} />
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
        {!roomy && (
          <Text size="xs" c="dimmed">
            by {apart(token.createdBy.name)}
          </Text>
        )}
      </td>
      {roomy && <td className={classes.created}>{token.createdBy.name}</td>}
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

/** What stands under a token's name: whose it is where that differs from row to row, and what it is for. */
export function TokenNote({
  token: { owner, description },
  mixed,
  lines,
}: Pick<ListedTokenProps, 'token' | 'mixed'> & { lines: number }) {
  const whose = mixed && owner.kind === 'user' ? 'Personal token' : ''
  const note = [whose, description].filter(Boolean).join(' · ')
  return (
    note && (
      <Text size="sm" c="dimmed" lineClamp={lines}>
        {note}
      </Text>
    )
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
