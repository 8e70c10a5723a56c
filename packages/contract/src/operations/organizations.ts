import { z } from 'zod'
import { ExternalId, OrganizationId, RoleId, TokenId } from '../ids.ts'
import { pageLimit } from '../lists.ts'
import { IssuedInvitation, Member, Organization } from '../member.ts'
import { permission } from '../permission.ts'
import { displayName, optionalLine } from '../text.ts'
import { Receipt } from '../token.ts'
import { operation } from './operation.ts'

const organizations = (action: string) => permission('keyward', 'organizations', action)
const OrganizationName = displayName('give the organisation a name')
const byId = z.strictObject({ organizationId: OrganizationId })
const byExternalId = z.strictObject({ externalId: ExternalId })
const member = z.strictObject({ externalId: ExternalId, memberExternalId: ExternalId })

export const organizationOperations = {
  /** Lists the organisations of this installation by name, a page at a time. For operators in the home organisation. */
  listOrganizations: operation({
    method: 'GET',
    path: '/v1/organizations',
    tag: 'Organisations',
    authority: [organizations('read')],
    query: z.strictObject({
      search: z.string().max(200).optional().describe('part of the name, or the external id'),
      limit: pageLimit,
      cursor: z.string().max(2000).optional().describe('`nextCursor` of the page before'),
    }),
    output: z.strictObject({
      organizations: z.array(Organization),
      total: z.int(),
      nextCursor: z.string().nullable(),
    }),
    errors: ['cursor_invalid'],
  }),
  /** Fetches one organisation. */
  getOrganization: operation({
    method: 'GET',
    path: '/v1/organizations/{organizationId}',
    tag: 'Organisations',
    authority: [organizations('read')],
    params: byId,
    output: Organization,
    errors: ['organization_not_found'],
  }),
  /** Creates an organisation. Its Owner is whoever is invited; where nobody is, the person who asks. */
  createOrganization: operation({
    method: 'POST',
    path: '/v1/organizations',
    tag: 'Organisations',
    authority: [organizations('create')],
    body: z.strictObject({
      name: OrganizationName,
      externalId: ExternalId.optional(),
      ownerEmail: z.email('expected an e-mail address').max(254).optional(),
    }),
    output: z.strictObject({ organization: Organization, invitation: IssuedInvitation.nullable() }),
    success: 201,
    errors: ['external_id_taken', 'sign_in_stale'],
  }),
  /** Changes an organisation’s name or external id. */
  updateOrganization: operation({
    method: 'PATCH',
    path: '/v1/organizations/{organizationId}',
    tag: 'Organisations',
    authority: [organizations('update')],
    params: byId,
    body: z.strictObject({ name: OrganizationName.optional(), externalId: ExternalId.nullish() }),
    output: Organization,
    errors: ['organization_not_found', 'external_id_taken'],
  }),
  /** Makes or amends an organisation of the host product, by the host’s own id: asking twice is the same as asking once. */
  putOrganization: operation({
    method: 'PUT',
    path: '/v1/organizations/by-external-id/{externalId}',
    tag: 'Provisioning',
    authority: [organizations('create'), organizations('update')],
    params: byExternalId,
    body: z.strictObject({
      name: OrganizationName,
      contact: optionalLine.optional().describe('whom to ask for rights; omitted: as it is'),
    }),
    output: Organization,
    errors: [],
  }),
  /** Makes or amends a person’s membership, by the host’s own ids. What it narrows is in force everywhere when this returns. */
  putMember: operation({
    method: 'PUT',
    path: '/v1/organizations/by-external-id/{externalId}/members/{memberExternalId}',
    tag: 'Provisioning',
    authority: [organizations('update')],
    params: member,
    body: z.strictObject({
      name: displayName('give a name'),
      email: z.email('expected an e-mail address').max(254).nullish(),
      role: RoleId,
      active: z.boolean().default(true),
    }),
    output: z.strictObject({ member: Member, receipt: Receipt.nullable() }),
    errors: [
      'organization_not_found',
      'role_unknown',
      'last_owner',
      'owner_required',
      'scope_exceeds_rights',
    ],
  }),
  /** Removes a person of the host product and revokes their personal tokens, for good. */
  removeProvisionedMember: operation({
    method: 'DELETE',
    path: '/v1/organizations/by-external-id/{externalId}/members/{memberExternalId}',
    tag: 'Provisioning',
    authority: [organizations('update')],
    params: member,
    output: z.strictObject({ revoked: z.array(TokenId), receipt: Receipt }),
    errors: ['organization_not_found', 'member_not_found', 'last_owner'],
  }),
  /** Says that a person has signed out of the host product: their personal tokens that go with it are refused everywhere when this returns. */
  signOutProvisionedMember: operation({
    method: 'POST',
    path: '/v1/organizations/by-external-id/{externalId}/members/{memberExternalId}/signed-out',
    tag: 'Provisioning',
    authority: [organizations('update')],
    params: member,
    output: z.strictObject({ revoked: z.array(TokenId), receipt: Receipt }),
    errors: ['organization_not_found', 'member_not_found'],
  }),
} as const
