import { NOTHING } from '../../permission/rule.ts'

/** The rights of what happens by itself, or by possession: nobody's rights decide it. */
export const NOBODYS_RIGHTS = {
  rule: NOTHING,
  permissions: new Set<never>(),
  member: null,
  memberRule: undefined,
  token: null,
  originMemberId: null,
  secondFactor: null,
} as const
