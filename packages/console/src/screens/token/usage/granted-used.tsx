import type { Catalogue, PermissionUsage, Token } from '@keyward/contract'
import { Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../lib/act.ts'
import { formatDay } from '../../../lib/dates.ts'
import { permissionLabels } from '../../../lib/describe-access.ts'
import { tokensKey } from '../../../lib/queries.ts'
import { whoseToken, whyNot } from '../../../lib/rights.ts'
import { showToast } from '../../../lib/toasts.ts'
import { tokenPermissionsQuery } from '../../../lib/usage-queries.ts'
import { GuardedButton } from '../../../parts/guarded.tsx'
import { useMembership, useOrganization } from '../../../parts/membership.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { Ago } from '../../../parts/relative-time.tsx'
import classes from './usage.module.css'

/** What a token may do beside what it does; the rest goes with one click, and comes back with another. */
export function GrantedUsed({ token, catalogue }: { token: Token; catalogue: Catalogue }) {
  const { organization } = useOrganization()
  const found = useQuery(tokenPermissionsQuery(organization, token.id))
  if (found.isPending) return <Skeleton height={160} radius="lg" />
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  const { granted, observedSince, shrunk } = found.data
  const labels = permissionLabels(catalogue)
  const unused = granted.filter(({ used }) => !used).length
  return (
    <section aria-labelledby="granted-used">
      <Title order={2} id="granted-used" mb={4}>
        Granted and used
      </Title>
      <Stack gap="md">
        <Text c="dimmed">
          {granted.length - unused} of {granted.length} permissions used since {formatDay(observedSince)}.
        </Text>
        <ShrinkButtons token={token} granted={granted} undoable={shrunk !== null} />
        <ul className={classes.granted}>
          {[...granted].sort(mostUsedFirst).map(({ permission, used }) => (
            <li key={permission} data-unused={!used || undefined}>
              <span>{labels.get(permission) ?? permission}</span>
              <span className={classes.use}>
                {used ? (
                  <>
                    {used.count.toLocaleString('en-GB')} ×, last <Ago at={used.lastAt} />
                  </>
                ) : (
                  'Never used'
                )}
              </span>
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  )
}

const mostUsedFirst = (a: PermissionUsage, b: PermissionUsage) =>
  (b.used?.count ?? 0) - (a.used?.count ?? 0) || a.permission.localeCompare(b.permission)

type ShrinkProps = { token: Token; granted: readonly PermissionUsage[]; undoable: boolean }

function ShrinkButtons({ token, granted, undoable }: ShrinkProps) {
  const { client, organization } = useOrganization()
  const membership = useMembership()
  const queries = useQueryClient()
  const unused = granted.filter(({ used }) => !used).length
  const told = async (words: string) => {
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    showToast(words)
  }
  const shrink = useAct(async () => {
    await client.shrinkToken({ tokenId: token.id })
    await told(`“${token.name}” keeps what it uses.`)
  })
  const undo = useAct(async () => {
    await client.undoShrink({ tokenId: token.id })
    await told(`“${token.name}” may do again what it could do before.`)
  })
  const right = whyNot(membership, 'update', whoseToken(token, membership))
  const cannot =
    unused === 0
      ? 'It has used everything that it may do.'
      : unused === granted.length
        ? 'It has used nothing yet: nothing would be left.'
        : undefined
  return (
    <>
      <Group gap="xs">
        <GuardedButton
          variant="default"
          reason={right ?? cannot}
          loading={shrink.pending}
          onClick={() => shrink.run()}
        >
          {unused > 0 ? `Take away the ${unused} unused` : 'Take away the unused'}
        </GuardedButton>
        {undoable && (
          <GuardedButton variant="default" reason={right} loading={undo.pending} onClick={() => undo.run()}>
            Undo the shrink
          </GuardedButton>
        )}
      </Group>
      <ProblemNotice error={shrink.error ?? undo.error} />
    </>
  )
}
