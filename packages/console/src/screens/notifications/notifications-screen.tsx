import { permission } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { whyNotWith } from '../../lib/rights.ts'
import { useMembership } from '../../parts/membership.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { MailServer } from './mail-server.tsx'
import { OutboxSection } from './outbox-section.tsx'
import { OwnMails } from './own-mails.tsx'
import { ToldWhat } from './told-what.tsx'

const TITLE = 'Notifications'

/** Who is told what by mail, and how far each mail has come. */
export function NotificationsScreen() {
  const membership = useMembership()
  const outbox = whyNotWith(membership, permission('keyward', 'settings', 'read'), 'see the mails')
  const own = whyNotWith(membership, permission('keyward', 'personal-tokens', 'read'), 'see mails')
  if (outbox && own) return <NoRight title={TITLE} reason={outbox} />
  return (
    <Page title={TITLE} width="form" lead="Mails that tell people what happens to tokens and sign-ins.">
      <Stack gap={40}>
        {!outbox && <MailServer />}
        {!outbox && <ToldWhat />}
        {!own && <OwnMails />}
        {!outbox && <OutboxSection />}
      </Stack>
    </Page>
  )
}
