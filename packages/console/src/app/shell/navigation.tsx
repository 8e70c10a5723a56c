import { Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { mayDo } from '../../lib/rights.ts'
import { useMembership } from '../../parts/membership.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './navigation.module.css'

/** The sections of the console that the person may look at. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const membership = useMembership()
  const readable = (['organization', 'mine', 'members'] as const).some((whose) =>
    mayDo(membership, 'read', whose),
  )
  return (
    <div>
      <Text className={classes.section ?? ''} component="h2">
        Settings
      </Text>
      {readable && (
        <PlaceLink
          to={{ at: 'tokens' }}
          onGo={onGo}
          className={classes.link ?? ''}
          underline="never"
          aria-current="page"
        >
          <IconKey size={18} aria-hidden />
          API tokens
        </PlaceLink>
      )}
    </div>
  )
}
