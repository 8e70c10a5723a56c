import { type Membership, type Permission, permission } from '@keyward/contract'

/** A part of the settings beside the tokens, by the last word of its address. */
export type SectionName =
  | 'usage'
  | 'approvals'
  | 'members'
  | 'roles'
  | 'policy'
  | 'notifications'
  | 'webhooks'
  | 'inspector'
  | 'audit-log'
  | 'catalogue'
  | 'organization'
  | 'graphql'

type Section = {
  name: SectionName
  label: string
  /** Whoever holds one of these sees it; none: every member. */
  rights: readonly Permission[]
}

const management = (resource: string, action: string) => permission('keyward', resource, action)

/** In the order in which they stand in the menu. */
export const SECTIONS: readonly Section[] = [
  { name: 'usage', label: 'Usage', rights: [management('api-tokens', 'read')] },
  { name: 'approvals', label: 'Approvals', rights: [management('api-tokens', 'approve')] },
  {
    name: 'members',
    label: 'Members',
    rights: [management('members', 'read'), management('members', 'invite')],
  },
  { name: 'roles', label: 'Roles', rights: [management('roles', 'read')] },
  { name: 'policy', label: 'Policy', rights: [management('settings', 'read')] },
  {
    name: 'notifications',
    label: 'Notifications',
    rights: [management('settings', 'read'), management('personal-tokens', 'read')],
  },
  { name: 'webhooks', label: 'Webhooks', rights: [management('webhooks', 'read')] },
  {
    name: 'inspector',
    label: 'Inspector',
    rights: [
      management('api-tokens', 'read'),
      management('personal-tokens', 'read'),
      management('member-tokens', 'read'),
    ],
  },
  { name: 'audit-log', label: 'Audit log', rights: [management('audit-log', 'read')] },
  {
    name: 'catalogue',
    label: 'Catalogue',
    rights: [
      management('api-tokens', 'read'),
      management('personal-tokens', 'read'),
      management('member-tokens', 'read'),
      management('roles', 'read'),
    ],
  },
  { name: 'organization', label: 'Organisation', rights: [management('settings', 'read')] },
  { name: 'graphql', label: 'GraphQL', rights: [] },
]

/** The sections that a person may look at. */
export const sectionsOf = ({ permissions }: Membership): readonly Section[] =>
  SECTIONS.filter(({ rights }) => rights.length === 0 || rights.some((right) => permissions.includes(right)))
