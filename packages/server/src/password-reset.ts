import { KeywardError, parseInput } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Background } from './background.ts'
import type { Call, Handlers } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity } from './identity.ts'
import type { SendLink } from './link-mail.ts'
import { requireStrong } from './password.ts'
import { knownOf } from './profile.ts'

type ResetDeps = {
  keyward: Keyward
  identity: Identity
  throttle: Throttle
  publicUrl(): string
  /** Undefined: this server sends no mail. */
  sendLink: SendLink | undefined
  background: Background
}

/** A new password for somebody who has lost theirs, by a link in a mail. */
export function createPasswordReset(
  deps: ResetDeps,
): Pick<Handlers, 'requestPasswordReset' | 'resetPassword'> {
  const { identity, throttle, publicUrl, sendLink, background } = deps

  const request = async (call: Call): Promise<undefined> => {
    const { email } = parseInput('requestPasswordReset', call.parts)
    if (!sendLink) throw new KeywardError('mail_not_configured')
    await throttle.askReset({ email, address: call.visitor.address })
    background.start(async () => {
      const issued = await identity.issueReset(email)
      if (!issued) return
      const { user, secret, expiresAt } = issued
      const link = `${publicUrl()}/reset-password#secret=${secret.reveal()}`
      await sendLink({ kind: 'password_reset', to: user, link, expiresAt })
    })
  }

  return {
    requestPasswordReset: { authority: 'none', run: request },
    resetPassword: { authority: 'none', run: (call) => reset(deps, call) },
  }
}

async function reset({ keyward, identity, throttle }: ResetDeps, call: Call): Promise<undefined> {
  const input = parseInput('resetPassword', call.parts)
  await throttle.link(call.visitor.address)
  const user = await identity.resetOf(input.secret)
  requireStrong(input.password, await knownOf(keyward, user), 'password')
  // Before the link is used up: what fails here can be tried again.
  await keyward.userSignedOut(user.id, contextOf(call))
  await identity.resetPassword(input)
  await keyward.tellOfAccount(user.id, 'account.password_reset', contextOf(call))
  await throttle.recovered({ account: user.id, email: user.email })
}
