import {
  BOUND_WORDS,
  type Catalogue,
  type DeletedToken,
  type Explanation,
  type Token,
} from '@keyward/contract'
import { Stack, Text, Title } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react'
import { formatExact } from '../../lib/dates.ts'
import { refusalTitle } from '../../lib/inspector/describe-verdict.ts'
import { wayOn } from '../../lib/inspector/verdict-ways.ts'
import { permissionLabels } from '../../lib/token/describe-access.ts'
import { Facts } from '../../parts/list/facts.tsx'
import { AllowedList } from '../../parts/token/access-summary.tsx'
import { StatusBadge } from '../../parts/token/status-badge.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './inspector.module.css'
import { StepList } from './step-list.tsx'

type VerdictPanelProps = { explanation: Explanation; stale: boolean; catalogue: Catalogue | undefined }

/** The verdict, its way on, its steps, and what the token may do now. */
export function VerdictPanel({ explanation, stale, catalogue }: VerdictPanelProps) {
  const { allowed, token, deleted, steps } = explanation
  const labels = catalogue ? permissionLabels(catalogue) : new Map()
  return (
    <div className={classes.verdict} data-stale={stale || undefined}>
      {stale && (
        <Text size="sm" c="dimmed">
          The question has changed since. Inspect again for its verdict.
        </Text>
      )}
      <Headline explanation={explanation} />
      <section aria-labelledby="steps">
        <Title order={2} id="steps" mb="sm">
          Step by step
        </Title>
        <StepList steps={steps} explanation={explanation} labels={labels} />
      </section>
      {token && <About token={token} />}
      {deleted && <Gone token={deleted} />}
      {token && catalogue && <MayDo explanation={explanation} token={token} catalogue={catalogue} />}
      {!token && !deleted && !allowed && !explanation.text?.fault && (
        <Text size="sm" c="dimmed">
          Of a token that you may not read nothing more is told.
        </Text>
      )}
    </div>
  )
}

function Headline({ explanation }: { explanation: Explanation }) {
  const { code } = explanation
  const refused = refusalTitle(explanation)
  const way = wayOn(explanation)
  const Icon = code ? IconCircleXFilled : IconCircleCheckFilled
  return (
    <section className={classes.headline} data-allowed={code === null} aria-labelledby="verdict">
      <Icon size={26} aria-hidden className={classes.mark} />
      <div className={classes.text}>
        <h2 id="verdict" className={classes.title}>
          {refused ? `Refused: ${lower(refused)}` : 'Allowed'}
        </h2>
        {code && <span className="kw-mono">{code}</span>}
        {way && <span>{way.words}</span>}
        {way?.link && (
          <div>
            <PlaceLink to={way.link.to}>{way.link.label}</PlaceLink>
          </div>
        )}
      </div>
    </section>
  )
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function About({ token }: { token: Token }) {
  return (
    <section aria-labelledby="about">
      <Title order={2} id="about" mb="sm">
        The token
      </Title>
      <Facts
        facts={[
          {
            term: 'Name',
            value: <PlaceLink to={{ at: 'token', tokenId: token.id }}>{token.name}</PlaceLink>,
          },
          { term: 'Token', value: <span className="kw-mono">{token.masked}</span> },
          { term: 'Status', value: <StatusBadge status={token.shownStatus} why /> },
          { term: 'Owner', value: token.owner.kind === 'user' ? token.owner.name : 'The organisation' },
        ]}
      />
    </section>
  )
}

/** What stays of a deleted token. */
function Gone({ token: { id, name, at, by } }: { token: DeletedToken }) {
  return (
    <section aria-labelledby="about">
      <Title order={2} id="about" mb="sm">
        The token
      </Title>
      <Facts
        facts={[
          { term: 'Name', value: name },
          { term: 'Id', value: <span className="kw-mono">{id}</span> },
          { term: 'Deleted', value: formatExact(at) },
          { term: 'By', value: by?.name ?? 'The audit log no longer tells' },
        ]}
      />
    </section>
  )
}

type MayDoProps = { explanation: Explanation; token: Token; catalogue: Catalogue }

/** What it holds, whatever else may refuse it, and what its access names in vain. */
function MayDo({ explanation: { withheld }, token, catalogue }: MayDoProps) {
  const labels = permissionLabels(catalogue)
  return (
    <section aria-labelledby="may-do">
      <Title order={2} id="may-do" mb="sm">
        What it may do now
      </Title>
      <Stack gap="md">
        {token.shownStatus !== 'active' && (
          <Text size="sm">Nothing while it is refused. It holds these permissions:</Text>
        )}
        {token.permissions.length === 0 ? (
          <Text c="dimmed">It holds no permission.</Text>
        ) : (
          <AllowedList permissions={token.permissions} catalogue={catalogue} limit={20} />
        )}
        {withheld.length > 0 && (
          <details className={classes.withheld}>
            <summary>
              {withheld.length.toLocaleString('en-GB')} more that its access names, and it does not hold
            </summary>
            <ul>
              {withheld.slice(0, MOST_WITHHELD).map(({ permission, by }) => (
                <li key={permission}>
                  <span>{labels.get(permission) ?? permission}</span>
                  <span className={classes.why}>{by.map((bound) => BOUND_WORDS[bound]).join(', ')}</span>
                </li>
              ))}
            </ul>
            {withheld.length > MOST_WITHHELD && (
              <Text size="sm">and {withheld.length - MOST_WITHHELD} more</Text>
            )}
          </details>
        )}
      </Stack>
    </section>
  )
}

const MOST_WITHHELD = 100
