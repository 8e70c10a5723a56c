import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** What stands where nothing is yet: what would be here, and how to begin. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <Stack gap={6} align="center">
        <Title order={2}>{title}</Title>
        <Text c="dimmed" ta="center" maw={480} component="div">
          {children}
        </Text>
      </Stack>
      {action}
    </div>
  )
}
