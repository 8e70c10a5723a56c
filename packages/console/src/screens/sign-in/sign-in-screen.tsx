import type { Session } from '@keyward/contract'
import { useRef, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { EmailField, PasswordField } from '../../parts/entry/account-fields.tsx'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { EntryFrame } from '../../parts/entry/entry-frame.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { CodeStep } from './code-step.tsx'

const FIELDS = ['email', 'password']

type SignInScreenProps = {
  /** Whether the person was on the way to a page, which comes after. */
  returning: boolean
  onSignedIn: (session: Session) => void
}

/** Signs a person in, in one step or two, and hands the session to whoever shows this. */
export function SignInScreen({ returning, onSignedIn }: SignInScreenProps) {
  const [half, setHalf] = useState(false)
  return half ? (
    <CodeStep onSignedIn={onSignedIn} onStartAgain={() => setHalf(false)} />
  ) : (
    <PasswordStep returning={returning} onSignedIn={onSignedIn} onHalf={() => setHalf(true)} />
  )
}

type PasswordStepProps = SignInScreenProps & { onHalf: () => void }

function PasswordStep({ returning, onSignedIn, onHalf }: PasswordStepProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const passwordField = useRef<HTMLInputElement>(null)
  const signIn = useAct(async () => {
    try {
      return await client.signIn({ email: email.trim(), password })
    } catch (error) {
      if (!hasCode(error, 'second_factor_required')) throw error
      onHalf()
      return undefined
    }
  })
  const { byField } = faultsByField(signIn.error, FIELDS)
  const beside = Object.keys(byField).length > 0

  const submit = async () => {
    const session = await signIn.run()
    if (session) onSignedIn(session)
    else passwordField.current?.select()
  }

  return (
    <EntryFrame title="Sign in" lead={returning && 'The page that you asked for comes next.'}>
      <EntryForm
        act="Sign in"
        onAct={submit}
        pending={signIn.pending}
        below={
          <PlaceLink to={{ at: 'forgot' }} size="sm" ta="center">
            Forgot your password?
          </PlaceLink>
        }
      >
        <EmailField value={email} onChange={setEmail} error={byField.email} autoFocus />
        <PasswordField ref={passwordField} value={password} onChange={setPassword} error={byField.password} />
        {!beside && <ProblemNotice error={signIn.error} />}
      </EntryForm>
    </EntryFrame>
  )
}
