import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMaybeMembership } from '../membership.tsx'
import classes from './page.module.css'

type PageProps = {
  title: string
  /** The browser tab's title where it differs from the heading. */
  documentTitle?: string
  lead?: ReactNode
  above?: ReactNode
  action?: ReactNode
  width?: 'table' | 'wide' | 'form'
  children: ReactNode
}

/** The frame of every screen: one heading, what the page is for, its one main act. */
export function Page({ title, documentTitle, lead, above, action, width = 'wide', children }: PageProps) {
  const Frame = useMaybeMembership() ? 'div' : 'main'
  return (
    <Frame className={classes.page} data-width={width}>
      <title>{`${documentTitle ?? title} · Keyward`}</title>
      <Stack gap="lg">
        <header>
          {above}
          <Group justify="space-between" align="flex-start" gap="md">
            <div className={classes.heading}>
              <Title order={1} tabIndex={-1} data-page-heading>
                {title}
              </Title>
              {lead && (
                <Text c="dimmed" mt={4} maw={640} component="div">
                  {lead}
                </Text>
              )}
            </div>
            {action}
          </Group>
        </header>
        {children}
      </Stack>
    </Frame>
  )
}
