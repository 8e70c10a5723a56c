import { enrol } from '../parts/authenticator.ts'
import type { SetUpHouse } from '../parts/house.ts'
import type { Provoked } from './provoked.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NOBODY = `mem_${'0'.repeat(32)}`
const NOTHING = `inv_${'0'.repeat(32)}`
const PASSWORD = 'several unrelated words'

let people = 0
const newEmail = () => {
  people += 1
  return `person-${people}@acme.example`
}
const newMember = async (house: SetUpHouse, role = 'developer') =>
  (await house.person({ name: 'Somebody', email: newEmail(), password: PASSWORD, role })).member.id
const ownerId = async (house: SetUpHouse): Promise<string> =>
  (await house.ask('GET', '/v1/session', { as: house.owner })).body.memberships[0].memberId

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'
const asking = (method: Method, url: string, body?: object) => (house: SetUpHouse) =>
  house.ask(method, url, { as: house.owner, ...(body && { body }) })
const stale = (method: Method, url: string, body?: object) => (house: SetUpHouse) => {
  house.pass(16 * MINUTE)
  return asking(method, url, body)(house)
}
const onOwner = (method: Method, path: string, body?: object) => async (house: SetUpHouse) =>
  asking(method, `/v1/members/${await ownerId(house)}${path}`, body)(house)
const byToken = (scope: string, method: Method, path: string, body?: object) => async (house: SetUpHouse) =>
  house.ask(method, `/v1/members/${await ownerId(house)}${path}`, {
    as: await house.holding(scope),
    ...(body && { body }),
  })

const issue = async (house: SetUpHouse, email = newEmail(), role = 'developer') => {
  const { body } = await house.ask('POST', '/v1/invitations', { as: house.owner, body: { email, role } })
  return { id: body.invitation.id, email, secret: body.link.split('secret=')[1] }
}
const open = (house: SetUpHouse, secret: string) =>
  house.ask('POST', '/v1/invitations/open', { body: { secret } })
const accept = (house: SetUpHouse, secret: string, as: object) =>
  house.ask('POST', '/v1/invitations/accept', { body: { secret, as } })
const asNew = { kind: 'new', name: 'New Comer', password: PASSWORD }
const join = (house: SetUpHouse, secret: string) =>
  house.ask('POST', '/v1/invitations/join', { as: house.owner, body: { secret } })
const expired = async (house: SetUpHouse) => {
  const { secret } = await issue(house)
  house.pass(7 * DAY)
  return secret
}
const used = async (house: SetUpHouse) => {
  const { secret } = await issue(house)
  await accept(house, secret, asNew)
  return secret
}
const often =
  (ask: (house: SetUpHouse) => Promise<unknown>, last: typeof open) => async (house: SetUpHouse) => {
    for (let attempt = 0; attempt < 30; attempt++) await ask(house)
    return last(house, 'x')
  }
const taken = async (house: SetUpHouse) => {
  await asking('PUT', '/v1/organizations/by-external-id/taken', { name: 'Taken' })(house)
}
const PERSON = '/v1/organizations/by-external-id/team/members/ann'
const AMENDED = { name: 'Ann', role: 'viewer' }
const withOwner = async (house: SetUpHouse) => {
  await asking('PUT', '/v1/organizations/by-external-id/team', { name: 'Team' })(house)
  await asking('PUT', PERSON, { name: 'Ann', role: 'owner' })(house)
}

type OnPeople =
  | 'listMembers'
  | 'getMember'
  | 'updateMember'
  | 'deactivateMember'
  | 'reactivateMember'
  | 'removeMember'
  | 'listInvitations'
  | 'inviteMember'
  | 'resendInvitation'
  | 'cancelInvitation'
  | 'openInvitation'
  | 'acceptInvitation'
  | 'joinOrganization'
  | 'listOrganizations'
  | 'getOrganization'
  | 'createOrganization'
  | 'updateOrganization'
  | 'putOrganization'
  | 'putMember'
  | 'removeProvisionedMember'
  | 'signOutProvisionedMember'

const unknownMember = (method: Method, path: string, body?: object) =>
  asking(method, `/v1/members/${NOBODY}${path}`, body)
const UNKNOWN_ORGANIZATION = `/v1/organizations/org_${'0'.repeat(32)}`
const UNKNOWN_PERSON = '/v1/organizations/by-external-id/nowhere/members/ann'

/** The declared errors of members, invitations, organisations and provisioning. */
export const PROVOKED_ON_PEOPLE: Pick<Provoked, OnPeople> = {
  listMembers: { cursor_invalid: asking('GET', '/v1/members?cursor=x') },
  getMember: { member_not_found: unknownMember('GET', '') },
  updateMember: {
    member_not_found: unknownMember('PATCH', '', { name: 'X' }),
    role_unknown: async (house) =>
      asking('PATCH', `/v1/members/${await newMember(house)}`, { role: 'emperor' })(house),
    scope_exceeds_rights: async (house) =>
      house.ask('PATCH', `/v1/members/${await newMember(house)}`, {
        as: await house.holding('keyward/members:update'),
        body: { role: 'admin' },
      }),
    owner_required: byToken('keyward/members:update', 'PATCH', '', { role: 'viewer' }),
    last_owner: onOwner('PATCH', '', { role: 'viewer' }),
    sign_in_stale: async (house) => {
      const id = await newMember(house)
      return stale('PATCH', `/v1/members/${id}`, { role: 'viewer' })(house)
    },
  },
  deactivateMember: {
    member_not_found: unknownMember('POST', '/deactivate'),
    owner_required: byToken('keyward/members:deactivate', 'POST', '/deactivate'),
    last_owner: onOwner('POST', '/deactivate'),
  },
  reactivateMember: {
    member_not_found: unknownMember('POST', '/reactivate'),
    scope_exceeds_rights: async (house) =>
      house.ask('POST', `/v1/members/${await newMember(house)}/reactivate`, {
        as: await house.holding('keyward/members:deactivate'),
      }),
    owner_required: byToken('keyward/members:deactivate', 'POST', '/reactivate'),
    sign_in_stale: async (house) => {
      const id = await newMember(house)
      return stale('POST', `/v1/members/${id}/reactivate`)(house)
    },
  },
  removeMember: {
    member_not_found: unknownMember('DELETE', ''),
    owner_required: byToken('keyward/members:remove', 'DELETE', ''),
    last_owner: onOwner('DELETE', ''),
  },
  listInvitations: {},
  inviteMember: {
    member_exists: async (house) => {
      const { member } = await house.person({ name: 'Known', email: newEmail(), password: PASSWORD })
      return asking('POST', '/v1/invitations', { email: member.email, role: 'viewer' })(house)
    },
    role_unknown: asking('POST', '/v1/invitations', { email: newEmail(), role: 'emperor' }),
    scope_exceeds_rights: async (house) =>
      house.ask('POST', '/v1/invitations', {
        as: await house.holding('keyward/members:invite'),
        body: { email: newEmail(), role: 'admin' },
      }),
    owner_required: async (house) =>
      house.ask('POST', '/v1/invitations', {
        as: await house.holding('keyward/members:invite'),
        body: { email: newEmail(), role: 'owner' },
      }),
    sign_in_stale: stale('POST', '/v1/invitations', { email: newEmail(), role: 'viewer' }),
  },
  resendInvitation: {
    invitation_not_found: asking('POST', `/v1/invitations/${NOTHING}/resend`),
    member_exists: async (house) => {
      const { id, email } = await issue(house)
      await house.person({ name: 'Known', email, password: PASSWORD })
      return asking('POST', `/v1/invitations/${id}/resend`)(house)
    },
    role_unknown: async (house) => {
      const rule = { product: [], management: [] }
      const made = await asking('POST', '/v1/roles', { name: newEmail(), rule })(house)
      const { id } = await issue(house, newEmail(), made.body.id)
      await house.store.transact(({ roles }) => roles.remove(house.organizationId as never, made.body.id))
      return asking('POST', `/v1/invitations/${id}/resend`)(house)
    },
    scope_exceeds_rights: async (house) =>
      house.ask('POST', `/v1/invitations/${(await issue(house)).id}/resend`, {
        as: await house.holding('keyward/members:invite'),
      }),
    owner_required: async (house) =>
      house.ask('POST', `/v1/invitations/${(await issue(house, newEmail(), 'owner')).id}/resend`, {
        as: await house.holding('keyward/members:invite'),
      }),
    sign_in_stale: async (house) => {
      const { id } = await issue(house)
      return stale('POST', `/v1/invitations/${id}/resend`)(house)
    },
  },
  cancelInvitation: { invitation_not_found: asking('DELETE', `/v1/invitations/${NOTHING}`) },
  openInvitation: {
    invitation_invalid: (house) => open(house, 'x'),
    invitation_expired: async (house) => open(house, await expired(house)),
    invitation_used: async (house) => open(house, await used(house)),
    too_many_attempts: often((house) => open(house, 'x'), open),
  },
  acceptInvitation: {
    invitation_invalid: (house) => accept(house, 'x', asNew),
    invitation_expired: async (house) => accept(house, await expired(house), asNew),
    invitation_used: async (house) => accept(house, await used(house), asNew),
    account_exists: async (house) => {
      const email = newEmail()
      await house.identity.claimUser({ name: 'Known', email, password: PASSWORD })
      return accept(house, (await issue(house, email)).secret, asNew)
    },
    member_exists: async (house) => {
      const { member } = await house.person({ name: 'Known', email: newEmail(), password: PASSWORD })
      const as = { kind: 'account', email: member.email, password: PASSWORD }
      return accept(house, (await issue(house)).secret, as)
    },
    password_weak: async (house) =>
      accept(house, (await issue(house)).secret, { ...asNew, password: 'passwordpassword' }),
    sign_in_failed: async (house) => {
      const as = { kind: 'account', email: 'nobody@acme.example', password: 'not my password' }
      return accept(house, (await issue(house)).secret, as)
    },
    second_factor_required: async (house) =>
      accept(house, (await issue(house)).secret, await enrolled(house)),
    second_factor_wrong: async (house) =>
      accept(house, (await issue(house)).secret, { ...(await enrolled(house)), code: 'AAAAA-AAAAA' }),
    too_many_attempts: often(
      (house) => open(house, 'x'),
      (house, secret) => accept(house, secret, asNew),
    ),
  },
  joinOrganization: {
    invitation_invalid: (house) => join(house, 'x'),
    invitation_expired: async (house) => {
      const secret = await expired(house)
      return join({ ...house, owner: await house.signIn() }, secret)
    },
    invitation_used: async (house) => join(house, await used(house)),
    member_exists: async (house) => join(house, (await issue(house)).secret),
    too_many_attempts: often((house) => open(house, 'x'), join),
  },
  listOrganizations: { cursor_invalid: asking('GET', '/v1/organizations?cursor=x') },
  getOrganization: { organization_not_found: asking('GET', UNKNOWN_ORGANIZATION) },
  createOrganization: {
    external_id_taken: async (house) => {
      await taken(house)
      return asking('POST', '/v1/organizations', { name: 'B', externalId: 'taken' })(house)
    },
    sign_in_stale: stale('POST', '/v1/organizations', { name: 'B' }),
  },
  updateOrganization: {
    organization_not_found: asking('PATCH', UNKNOWN_ORGANIZATION, { name: 'B' }),
    external_id_taken: async (house) => {
      await taken(house)
      return asking('PATCH', `/v1/organizations/${house.organizationId}`, { externalId: 'taken' })(house)
    },
  },
  putOrganization: {},
  putMember: {
    organization_not_found: asking('PUT', UNKNOWN_PERSON, AMENDED),
    role_unknown: async (house) => {
      await withOwner(house)
      return asking('PUT', PERSON, { ...AMENDED, role: 'emperor' })(house)
    },
    last_owner: async (house) => {
      await withOwner(house)
      return asking('PUT', PERSON, AMENDED)(house)
    },
    owner_required: async (house) => {
      await withOwner(house)
      return house.ask('PUT', PERSON.replace('ann', 'eve'), {
        as: await house.holding('keyward/organizations:update'),
        body: { name: 'Eve', role: 'owner' },
      })
    },
    scope_exceeds_rights: async (house) => {
      const home = `/v1/organizations/${house.organizationId}`
      await asking('PATCH', home, { externalId: 'home' })(house)
      return house.ask('PUT', '/v1/organizations/by-external-id/home/members/eve', {
        as: await house.holding('keyward/organizations:update'),
        body: { name: 'Eve', role: 'admin' },
      })
    },
  },
  removeProvisionedMember: {
    organization_not_found: asking('DELETE', UNKNOWN_PERSON),
    member_not_found: async (house) => {
      await withOwner(house)
      return asking('DELETE', PERSON.replace('ann', 'nobody'))(house)
    },
    last_owner: async (house) => {
      await withOwner(house)
      return asking('DELETE', PERSON)(house)
    },
  },
  signOutProvisionedMember: {
    organization_not_found: asking('POST', `${UNKNOWN_PERSON}/signed-out`),
    member_not_found: async (house) => {
      await withOwner(house)
      return asking('POST', `${PERSON.replace('ann', 'nobody')}/signed-out`)(house)
    },
  },
}

/** Somebody whose account has a second factor, as they would join. */
async function enrolled(house: SetUpHouse) {
  const { user } = await house.person({ name: 'Careful', email: newEmail(), password: PASSWORD })
  await enrol(house, await house.signIn(user.email, PASSWORD))
  return { kind: 'account', email: user.email, password: PASSWORD }
}
