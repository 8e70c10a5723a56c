import { InvitationId, OrganizationId } from '@keyward/contract'
import { Secret } from '../../token/secret.ts'

/** What the secret of an invitation's link says: which invitation, and the part that only the link has. */
export type InvitationLink = { organizationId: OrganizationId; id: InvitationId; secret: Secret }

const SECRET_BYTES = 32
const shape = /^([0-9a-f]{32})\.([0-9a-f]{32})\.([A-Za-z0-9_-]{43})$/

/** Where people open an invitation; the secret stands in the fragment, which no server and no log sees. */
export const INVITATION_PATH = '/accept-invitation'

export const newLinkSecret = (random: { bytes(count: number): Uint8Array }): Secret =>
  new Secret(Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url'))

export const formatLink = ({ organizationId, id, secret }: InvitationLink): Secret =>
  new Secret(`${bare(organizationId)}.${bare(id)}.${secret.reveal()}`)

/** Undefined for what cannot be the secret of any link. */
export function parseLink(text: string): InvitationLink | undefined {
  const [, organization, id, secret] = shape.exec(text.trim()) ?? []
  if (organization === undefined || id === undefined || secret === undefined) return undefined
  return {
    organizationId: OrganizationId.parse(`org_${organization}`),
    id: InvitationId.parse(`inv_${id}`),
    secret: new Secret(secret),
  }
}

const bare = (id: string): string => id.slice(id.indexOf('_') + 1)
