import { Button, Group } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { describeTrouble, hasCode, hasEnded } from '../lib/problem.ts'
import { Page } from '../parts/page/page.tsx'
import { ProblemNotice } from '../parts/page/problem-notice.tsx'
import { NothingPage } from './not-found-page.tsx'

/** Stands where a screen could not: what went wrong, and the ways on. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  const ended = hasEnded(error)
  useEffect(() => {
    if (ended) router.navigate({ to: '/sign-in', search: { to: router.state.location.href }, replace: true })
  }, [ended, router])
  if (ended) return null
  if (hasCode(error, 'token_not_found')) return <NothingPage title="No such API token" />
  const retry = () => {
    resetQueries()
    reset()
    router.invalidate()
  }
  return (
    <Page
      title={hasCode(error, 'permission_missing') ? 'You need another right for this' : 'This did not work'}
      documentTitle={describeTrouble(error).title}
      width="form"
    >
      <ProblemNotice error={error} />
      <Group>
        <Button onClick={retry}>Try again</Button>
        <Button variant="default" component="a" href="/">
          Go to the start page
        </Button>
      </Group>
    </Page>
  )
}
