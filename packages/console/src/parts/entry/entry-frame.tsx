import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Brand } from '../page/brand.tsx'
import classes from './entry-frame.module.css'

/** The frame of the screens that stand before the house: one task, nothing beside it. */
export function EntryFrame({
  title,
  lead,
  children,
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  return (
    <main className={classes.frame} id="main">
      <title>{`${title} · Keyward`}</title>
      <div className={classes.column}>
        <Brand large />
        <div className={classes.card}>
          <Title order={1} tabIndex={-1} data-page-heading>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" mt={4}>
              {lead}
            </Text>
          )}
          <div className={classes.body}>{children}</div>
        </div>
      </div>
    </main>
  )
}
