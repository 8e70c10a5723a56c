import type { organizationOperations } from '../../operations/organizations.ts'
import type { OperationDocs } from '../operation-docs.ts'
import {
  SAMPLE_INVITATION,
  SAMPLE_ISSUED,
  SAMPLE_MEMBER,
  SAMPLE_RECEIPT,
  SAMPLE_TENANT,
  SAMPLE_TOKEN,
} from '../samples.ts'

const tokenId = SAMPLE_TOKEN.id

export const ORGANIZATION_DOCS: Readonly<Record<keyof typeof organizationOperations, OperationDocs>> = {
  listOrganizations: {
    summary: 'Lists the organisations of this installation by name, a page at a time.',
    description: 'For operators in the home organisation.',
    example: {
      input: { search: 'team', limit: 50 },
      output: { organizations: [SAMPLE_TENANT], total: 1, nextCursor: null },
    },
  },
  getOrganization: {
    summary: 'Fetches one organisation.',
    example: { input: { organizationId: SAMPLE_TENANT.id }, output: SAMPLE_TENANT },
  },
  createOrganization: {
    summary: 'Creates an organisation.',
    description: 'Its Owner is whoever is invited; where nobody is, the person who asks.',
    example: {
      input: { name: 'Team Seven', externalId: 'team-7', ownerEmail: 'cy@acme.example' },
      output: {
        organization: { ...SAMPLE_TENANT, members: 0 },
        invitation: {
          ...SAMPLE_ISSUED,
          invitation: { ...SAMPLE_INVITATION, role: { id: 'owner', name: 'Owner' } },
        },
      },
    },
  },
  updateOrganization: {
    summary: 'Changes an organisation’s name or external id.',
    example: {
      input: { organizationId: SAMPLE_TENANT.id, name: 'Team Eight' },
      output: { ...SAMPLE_TENANT, name: 'Team Eight' },
    },
  },
  putOrganization: {
    summary:
      'Makes or amends an organisation of the host product, by the host’s own id: asking twice is the same as asking once.',
    example: { input: { externalId: 'team-7', name: 'Team Seven' }, output: SAMPLE_TENANT },
  },
  putMember: {
    summary: 'Makes or amends a person’s membership, by the host’s own ids.',
    description: 'What it narrows is in force everywhere when this returns.',
    example: {
      input: { externalId: 'team-7', memberExternalId: 'u-42', name: 'Bo Lind', role: 'developer' },
      output: {
        member: { ...SAMPLE_MEMBER, externalId: 'u-42', email: null, signsIn: false },
        receipt: null,
      },
    },
  },
  removeProvisionedMember: {
    summary: 'Removes a person of the host product and revokes their personal tokens, for good.',
    example: {
      input: { externalId: 'team-7', memberExternalId: 'u-42' },
      output: { revoked: [tokenId], receipt: SAMPLE_RECEIPT },
    },
  },
  signOutProvisionedMember: {
    summary:
      'Says that a person has signed out of the host product: their personal tokens that go with it are refused everywhere when this returns.',
    example: {
      input: { externalId: 'team-7', memberExternalId: 'u-42' },
      output: { revoked: [], receipt: SAMPLE_RECEIPT },
    },
  },
}
