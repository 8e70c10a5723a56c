import type { Token } from '@keyward/contract'
import { Title } from '@mantine/core'
import { formatAgo, formatExact, formatRelative } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { isLive } from '../../lib/token-acts.ts'
import { Facts } from '../../parts/facts.tsx'

/** During a grace period two values live side by side: which, and when the old one stops. */
export function TokenVersions({ token }: { token: Token }) {
  const now = useNow()
  if (token.versions.length < 2 || !isLive(token.shownStatus)) return null
  return (
    <section aria-labelledby="versions">
      <Title order={2} id="versions" mb="sm">
        Two values are valid
      </Title>
      <Facts
        facts={token.versions.map(({ masked, createdAt, stopsAt }) => ({
          term: stopsAt ? 'Old value' : 'New value',
          value: (
            <>
              <span className="kw-mono">{masked}</span>, made {formatAgo(createdAt, now)}
              {stopsAt && `; stops ${formatRelative(stopsAt, now)}, at ${formatExact(stopsAt)}`}
            </>
          ),
        }))}
      />
    </section>
  )
}
