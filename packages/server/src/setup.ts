import { type OutputOf, parseInput } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Call } from './http/call.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity } from './identity.ts'
import { requireStrong } from './password.ts'

type SetupDeps = { keyward: Keyward; identity: Identity; throttle: Throttle }

/**
 * Claims a fresh server and signs its owner in. The code is checked before anything is made, and a user who was left
 * over from an attempt that broke off is taken up again, so that a retry always works.
 */
export function createSetup({
  keyward,
  identity,
  throttle,
}: SetupDeps): (call: Call) => Promise<OutputOf<'setUp'>> {
  // One at a time: two attempts side by side would take the same user from each other.
  let turn: Promise<unknown> = Promise.resolve()
  const claim = async (call: Call): Promise<OutputOf<'setUp'>> => {
    const { code, organization, owner, verifyToken } = parseInput('setUp', call.parts)
    await throttle.setUp(call.visitor.address)
    await keyward.installation.checkSetupCode(code)
    requireStrong(owner.password, { ...owner, organization: organization.name }, 'owner.password')
    const user = await identity.claimUser(owner)
    const { name, email } = owner
    const made = await keyward.installation.setUp({
      organization,
      owner: { userId: user.id, name, email },
      verifyToken,
    })
    const { cookies } = await identity.begin(call.visitor, { user })
    call.setCookies(cookies)
    return {
      organization: { id: made.organization.id, name: made.organization.name },
      verifyToken: made.verifyToken,
    }
  }
  return (call) => {
    const mine = turn.then(() => claim(call))
    turn = mine.catch(() => undefined)
    return mine
  }
}
