import type { OrganizationId, Session } from '@keyward/contract'
import { useState } from 'react'
import { EntryFrame } from '../../parts/entry/entry-frame.tsx'
import { SetupForm } from './setup-form.tsx'
import { VerifyTokenStep } from './verify-token-step.tsx'

type SetupScreenProps = {
  code: string
  onSignedIn: (session: Session) => void
  onDone: (organization: OrganizationId) => void
  onUsed: () => void
}

/** Claims a fresh server: first who owns it, then a token for the first service. */
export function SetupScreen({ code, onSignedIn, onDone, onUsed }: SetupScreenProps) {
  const [made, setMade] = useState<OrganizationId>()
  if (made)
    return (
      <EntryFrame
        title="Connect your service"
        lead="A service asks Keyward whether a token is good. For that it needs a token of its own."
      >
        <VerifyTokenStep organization={made} onDone={() => onDone(made)} />
      </EntryFrame>
    )
  return (
    <EntryFrame title="Set up Keyward" lead="This server is new. You become its first owner.">
      <SetupForm
        code={code}
        onUsed={onUsed}
        onSetUp={(organization, session) => {
          onSignedIn(session)
          setMade(organization)
        }}
      />
    </EntryFrame>
  )
}
