import { type Membership, type Permission, permission } from '@keyward/contract'

export type Example = {
  title: string
  text: string
  variables?: Record<string, unknown>
  /** Whoever holds one of these may ask it; none: everybody. */
  rights: readonly Permission[]
}

const management = (resource: string, action: string) => permission('keyward', resource, action)
const READS_TOKENS = ['api-tokens', 'personal-tokens', 'member-tokens'].map((each) =>
  management(each, 'read'),
)

/** Queries that are answered as they stand, and one change. */
const EXAMPLES: readonly Example[] = [
  {
    title: 'The newest tokens',
    rights: READS_TOKENS,
    text: `query NewestTokens {
  tokens(first: 10, sort: CREATED_AT_DESC) {
    totalCount
    nodes {
      id
      name
      masked
      shownStatus
      owner { kind name }
      access { kind role }
      expiresAt
      lastUse { at address }
    }
  }
}
`,
  },
  {
    title: 'What needs attention',
    rights: [management('api-tokens', 'read')],
    text: `query Attention {
  usageSummary {
    live
    expiringSoon
    neverUsed
  }
}
`,
  },
  {
    title: 'Who I am, and what I may do',
    rights: [],
    text: `query WhoAmI {
  session {
    user { name email }
    expiresAt
    memberships {
      organization { name }
      role { name }
      permissions
    }
  }
}
`,
  },
  {
    title: 'What has happened',
    rights: [management('audit-log', 'read')],
    text: `query WhatHappened($kind: [AuditKind!]) {
  auditEvents(first: 20, kind: $kind) {
    nodes {
      at
      kind
      actor { kind name }
      subject { kind id name }
      address
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    variables: { kind: ['TOKEN_GENERATED', 'TOKEN_REVOKED'] },
  },
  {
    title: 'Generate a token of my own',
    rights: [management('personal-tokens', 'create')],
    text: `# A real token, read-only, that acts as you. Its value is in the answer, once.
mutation Generate($input: GenerateTokenInput!) {
  generateToken(input: $input) {
    plaintext
    token { id name masked access { kind } expiresAt }
  }
}
`,
    variables: { input: { name: 'From the playground', duration: { days: 7 } } },
  },
]

/** Those that a person may ask. */
export const examplesFor = ({ permissions }: Pick<Membership, 'permissions'>): readonly Example[] =>
  EXAMPLES.filter(({ rights }) => rights.length === 0 || rights.some((right) => permissions.includes(right)))
