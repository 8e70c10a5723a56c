import type { Reach } from '@keyward/contract'
import { Button, Group, Skeleton, Text, UnstyledButton } from '@mantine/core'
import { IconAlarm, IconBan, IconCircleCheck, IconCircleDashed, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  type Glance,
  isGlance,
  searchOfGlance,
  type TokenListSearch,
} from '../../lib/token/token-list-search.ts'
import { usageSummaryQuery } from '../../lib/usage-queries.ts'
import { useOrganization } from '../../parts/membership.tsx'
import classes from './summary-strip.module.css'

type SummaryStripProps = {
  search: TokenListSearch
  onSearch: (search: TokenListSearch) => void
  reach: Reach | undefined
  /** How many tokens the list has; undefined: it is not there yet, and the figures wait for it. */
  listed: number | undefined
}

const FIGURES = [
  { glance: 'live', figure: 'live', label: 'Live', Icon: IconCircleCheck },
  { glance: 'expiring_soon', figure: 'expiringSoon', label: 'Expiring within 7 days', Icon: IconAlarm },
  { glance: 'never_used', figure: 'neverUsed', label: 'Never used', Icon: IconCircleDashed },
  { glance: 'refused_lately', figure: 'refusedLately', label: 'Refused in the last 24 h', Icon: IconBan },
] as const satisfies readonly { glance: Glance; [more: string]: unknown }[]

/** The tokens in four numbers; each opens the list of what it counts. */
export function SummaryStrip({ search, onSearch, reach, listed }: SummaryStripProps) {
  const { organization } = useOrganization()
  const { data, isError, refetch } = useQuery({
    ...usageSummaryQuery(organization, reach),
    enabled: listed !== undefined,
  })
  if (isError && !data)
    return (
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          The figures could not be loaded.
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={() => refetch()}>
          Try again
        </Button>
      </Group>
    )
  return (
    <section className={classes.strip} aria-label="Tokens at a glance" aria-busy={!data}>
      {FIGURES.map(({ glance, figure, label, Icon }) => {
        const pressed = isGlance(search, glance)
        // The list below is the newer answer: the two never contradict each other.
        const count = pressed ? (listed ?? data?.[figure]) : data?.[figure]
        return (
          <UnstyledButton
            key={glance}
            className={classes.figure}
            aria-pressed={pressed}
            disabled={!count && !pressed}
            onClick={() => onSearch(searchOfGlance(search, pressed ? undefined : glance))}
          >
            <span className={classes.count}>
              {count === undefined ? <Skeleton width={36} height={20} /> : count.toLocaleString('en-GB')}
              {pressed && <IconX size={16} aria-hidden />}
            </span>
            <span className={classes.label}>
              <Icon size={15} aria-hidden />
              {label}
            </span>
          </UnstyledButton>
        )
      })}
    </section>
  )
}
