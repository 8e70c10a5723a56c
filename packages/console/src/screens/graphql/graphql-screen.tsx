import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import classes from './graphql.module.css'
import { Playground } from './playground.tsx'
import { schemaQuery } from './schema-query.ts'

/** Settings → GraphQL: asks `/graphql` as whoever is signed in. */
export function GraphqlScreen() {
  const { organization } = useOrganization()
  const { organization: acme } = useMembership()
  const schema = useQuery(schemaQuery(organization))
  return (
    <Page
      title="GraphQL playground"
      documentTitle={`GraphQL · ${acme.name}`}
      lead={
        <>
          Ask this server’s API as yourself, with your rights. <strong>Mutations change {acme.name}.</strong>{' '}
          Nothing that you write here is kept.
        </>
      }
    >
      {schema.isError && <ProblemNotice error={schema.error} onRetry={schema.refetch} />}
      {schema.isPending && <Loading />}
      {schema.data && <Playground schema={schema.data} />}
    </Page>
  )
}

function Loading() {
  return (
    <div className={classes.desk} aria-busy="true">
      <Skeleton height="100%" radius="lg" />
      <Skeleton height="100%" radius="lg" />
    </div>
  )
}
