import { agreedTo, describing, importing, preview } from '../parts/describing.ts'
import type { SetUpHouse } from '../parts/house.ts'
import { asking, newPerson, PASSWORD, type Prepare, type Writes } from './writes.ts'

const NO_RIGHTS = { product: [], management: [] }
let made = 0
const another = (what: string) => {
  made += 1
  return `${what}-${made}`
}

const onMember =
  (method: 'PATCH' | 'POST' | 'DELETE', path: string, body?: object, before?: string): Prepare =>
  async (house) => {
    const { id } = await newPerson(house)
    if (before) await asking(house, 'POST', `/v1/members/${id}${before}`)()
    return asking(house, method, `/v1/members/${id}${path}`, body)
  }

const invite = async (house: SetUpHouse, email = `${another('guest')}@acme.example`) => {
  const { body } = await asking(house, 'POST', '/v1/invitations', { email, role: 'viewer' })()
  return { id: body.invitation.id, secret: body.link.split('secret=')[1] }
}
const onInvitation =
  (method: 'POST' | 'DELETE', path: string): Prepare =>
  async (house) =>
    asking(house, method, `/v1/invitations/${(await invite(house)).id}${path}`)

const newRole = async (house: SetUpHouse): Promise<string> =>
  (await asking(house, 'POST', '/v1/roles', { name: another('role'), rule: NO_RIGHTS })()).body.id

const provisioned = async (house: SetUpHouse) => {
  const path = `/v1/organizations/by-external-id/${another('team')}`
  await asking(house, 'PUT', path, { name: 'Team' })()
  return `${path}/members/ann`
}
const onProvisioned =
  (method: 'DELETE' | 'POST', end: string): Prepare =>
  async (house) => {
    const person = await provisioned(house)
    await asking(house, 'PUT', person, { name: 'Ann', role: 'viewer' })()
    return asking(house, method, `${person}${end}`)
  }

/** What is done to people, roles, organisations, settings and the catalogue. */
export const WRITES_ON_PEOPLE: Writes<
  | 'updateMember'
  | 'deactivateMember'
  | 'reactivateMember'
  | 'removeMember'
  | 'inviteMember'
  | 'resendInvitation'
  | 'cancelInvitation'
  | 'openInvitation'
  | 'acceptInvitation'
  | 'joinOrganization'
  | 'createRole'
  | 'updateRole'
  | 'deleteRole'
  | 'updateSettings'
  | 'createOrganization'
  | 'updateOrganization'
  | 'putOrganization'
  | 'putMember'
  | 'removeProvisionedMember'
  | 'signOutProvisionedMember'
  | 'previewImport'
  | 'applyImport'
  | 'removeApi'
> = {
  updateMember: ['member.updated', onMember('PATCH', '', { name: 'Y' })],
  deactivateMember: ['member.deactivated', onMember('POST', '/deactivate')],
  reactivateMember: ['member.reactivated', onMember('POST', '/reactivate', undefined, '/deactivate')],
  removeMember: ['member.removed', onMember('DELETE', '')],
  inviteMember: [
    'member.invited',
    async (house) =>
      asking(house, 'POST', '/v1/invitations', { email: `${another('guest')}@acme.example`, role: 'viewer' }),
  ],
  resendInvitation: ['invitation.resent', onInvitation('POST', '/resend')],
  cancelInvitation: ['invitation.cancelled', onInvitation('DELETE', '')],
  openInvitation: [
    { tells: [], because: 'a link that is opened is not used: nothing is changed' },
    async (house) => {
      const { secret } = await invite(house)
      return () => house.ask('POST', '/v1/invitations/open', { body: { secret } })
    },
  ],
  acceptInvitation: [
    'member.joined',
    async (house) => {
      const { secret } = await invite(house)
      const as = { kind: 'new', name: 'New Comer', password: PASSWORD }
      return () => house.ask('POST', '/v1/invitations/accept', { body: { secret, as } })
    },
  ],
  joinOrganization: [
    'member.joined',
    async (house) => {
      const { secret } = await invite(house)
      const elsewhere = await house.keyward.organizations.put({ externalId: another('else'), name: 'Else' })
      const { session } = await newPerson(house, 'viewer', elsewhere.id)
      return asking(house, 'POST', '/v1/invitations/join', { secret }, session)
    },
  ],
  createRole: [
    'role.created',
    async (house) => asking(house, 'POST', '/v1/roles', { name: another('role'), rule: NO_RIGHTS }),
  ],
  updateRole: [
    'role.updated',
    async (house) => asking(house, 'PATCH', `/v1/roles/${await newRole(house)}`, { description: 'y' }),
  ],
  deleteRole: ['role.deleted', async (house) => asking(house, 'DELETE', `/v1/roles/${await newRole(house)}`)],
  updateSettings: [
    'settings.updated',
    async (house) => asking(house, 'PATCH', '/v1/settings', { contact: another('whom to ask') }),
  ],
  createOrganization: [
    { tells: ['organization.created', 'member.joined'], because: 'whoever makes it is its first member' },
    async (house) => {
      const { session } = await newPerson(house, 'owner')
      return asking(house, 'POST', '/v1/organizations', { name: another('Firm') }, session)
    },
  ],
  updateOrganization: [
    'organization.updated',
    async (house) => {
      const { id } = await house.keyward.organizations.put({ externalId: another('firm'), name: 'Firm' })
      return asking(house, 'PATCH', `/v1/organizations/${id}`, { name: another('Firm') })
    },
  ],
  putOrganization: [
    'organization.put',
    async (house) =>
      asking(house, 'PUT', `/v1/organizations/by-external-id/${another('team')}`, { name: 'Team' }),
  ],
  putMember: [
    'member.put',
    async (house) => asking(house, 'PUT', await provisioned(house), { name: 'Ann', role: 'viewer' }),
  ],
  removeProvisionedMember: ['member.removed', onProvisioned('DELETE', '')],
  signOutProvisionedMember: [
    { tells: [], because: 'signing out is the host’s; the tokens that go with it have an event each' },
    onProvisioned('POST', '/signed-out'),
  ],
  previewImport: [
    { tells: [], because: 'a draft that waits to be confirmed changes nothing' },
    async (house) => () =>
      preview(house, describing(['GET /draft draft/find']), { slug: another('draft').replace('-', '') }),
  ],
  applyImport: [
    'catalogue.imported',
    async (house) => {
      const seen = await preview(house, describing(['GET /mail mail/find']), { slug: 'mail' })
      return asking(house, 'POST', `/v1/catalogue/imports/${seen.body.id}/apply`, agreedTo(seen))
    },
  ],
  removeApi: [
    'catalogue.api_removed',
    async (house) => {
      await importing(house, describing(['GET /post post/find']), { slug: 'post' })
      const seen = await asking(house, 'POST', '/v1/catalogue/apis/post/preview-removal')()
      return asking(house, 'POST', '/v1/catalogue/apis/post/remove', agreedTo(seen))
    },
  ],
}
