import { Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { profileQuery } from '../../lib/queries.ts'
import { Page } from '../../parts/page/page.tsx'
import { NameSection } from './name-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** A person's own account: what they are called, how they sign in, and where they are signed in. */
export function ProfileScreen({ onRenamed }: { onRenamed: () => void }) {
  const { data: profile } = useSuspenseQuery(profileQuery)
  return (
    <Page title="Your profile" lead={`${profile.email}. The same in every organisation.`} width="form">
      <Stack gap={36}>
        <NameSection profile={profile} onRenamed={onRenamed} />
        <PasswordSection email={profile.email} />
        <SecondFactorSection profile={profile} />
        <SessionsSection />
      </Stack>
    </Page>
  )
}
