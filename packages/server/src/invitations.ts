import { type JoiningAs, type OpenedInvitation, type OutputOf, parseInput } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Call, Handlers } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity, Proven, User } from './identity.ts'
import { requireStrong } from './password.ts'
import { describeSession } from './sign-in.ts'

type InvitationDeps = { keyward: Keyward; identity: Identity; throttle: Throttle; publicUrl(): string }
type InvitationHandlers = Pick<
  Handlers,
  | 'openInvitation'
  | 'acceptInvitation'
  | 'joinOrganization'
  | 'inviteMember'
  | 'resendInvitation'
  | 'createOrganization'
>

/** Inviting people, and what the holder of an invitation's link can do with it. */
export function createInvitations(deps: InvitationDeps): InvitationHandlers {
  const { keyward, identity, throttle } = deps
  const absolute = <I extends { link: string }>(issued: I): I => ({
    ...issued,
    link: `${deps.publicUrl()}${issued.link}`,
  })

  const open = async (call: Call): Promise<OutputOf<'openInvitation'>> => {
    const { secret } = parseInput('openInvitation', call.parts)
    await throttle.link(call.visitor.address)
    const opened = await keyward.invitations.open(secret)
    return { ...opened, account: (await identity.accountOf(opened.email)) !== undefined }
  }

  return {
    openInvitation: { authority: 'none', run: open },
    acceptInvitation: { authority: 'none', run: (call) => accept(deps, call) },
    joinOrganization: {
      authority: 'session',
      async run(call, session) {
        const { secret } = parseInput('joinOrganization', call.parts)
        await throttle.link(call.visitor.address)
        await keyward.invitations.accept(secret, accountOf(session.user), contextOf(call))
        return describeSession(keyward, call, session)
      },
    },
    inviteMember: {
      authority: 'actor',
      run: async (call, actor) => absolute(await keyward.invoke('inviteMember', actor, call.parts)),
    },
    resendInvitation: {
      authority: 'actor',
      run: async (call, actor) => absolute(await keyward.invoke('resendInvitation', actor, call.parts)),
    },
    createOrganization: {
      authority: 'actor',
      async run(call, actor) {
        const made = await keyward.invoke('createOrganization', actor, call.parts)
        return { ...made, invitation: made.invitation && absolute(made.invitation) }
      },
    },
  }
}

async function accept(deps: InvitationDeps, call: Call): Promise<OutputOf<'acceptInvitation'>> {
  const { keyward, identity, throttle } = deps
  const { secret, as } = parseInput('acceptInvitation', call.parts)
  await throttle.link(call.visitor.address)
  const opened = await keyward.invitations.open(secret)
  const { secondFactor, ...proven } =
    as.kind === 'new' ? await newAccount(deps, as, opened) : await ownAccount(deps, as, call)
  await keyward.invitations.accept(secret, accountOf(proven.user), contextOf(call))
  const { session, cookies } = await identity.open(call.visitor, proven, secondFactor)
  call.setCookies(cookies)
  return describeSession(keyward, call, session)
}

type Joining = Proven & { secondFactor: boolean }

/** Should joining fail after this, the account is there: the person signs in with it and accepts once more. */
async function newAccount(
  { identity }: InvitationDeps,
  { name, password }: Extract<JoiningAs, { kind: 'new' }>,
  { email, organization }: Pick<OpenedInvitation, 'email' | 'organization'>,
): Promise<Joining> {
  requireStrong(password, { name, email, organization: organization.name }, 'as.password')
  return { user: await identity.createAccount({ name, email, password }), secondFactor: false }
}

async function ownAccount(
  { identity, throttle }: InvitationDeps,
  { email, password, code }: Extract<JoiningAs, { kind: 'account' }>,
  { visitor: { address } }: Call,
): Promise<Joining> {
  await throttle.signIn({ email, address })
  const proven = await identity.checkPassword({ email, password })
  const { user } = proven
  await throttle.signedIn({ email, address })
  if (code === undefined) return { ...proven, secondFactor: await identity.proveSecondFactor(user, code) }
  return throttle.proving({ account: user.id, address }, async () => ({
    ...proven,
    secondFactor: await identity.proveSecondFactor(user, code),
  }))
}

const accountOf = ({ id, name, email }: User) => ({ userId: id, name, email })
