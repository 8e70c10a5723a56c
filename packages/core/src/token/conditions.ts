/** Under which circumstances a token works, as stored. */
export type Conditions = {
  /** Epoch milliseconds. */
  notBefore: number | null
  /** In canonical form; null: from anywhere. */
  addresses: readonly string[] | null
  rateLimit: { limit: number; windowSeconds: number } | null
  /** `since` is the revision of the token at which counting began: a cap that is taken away and set anew counts anew. */
  usageCap: { limit: number; since: number } | null
}

export const UNCONDITIONAL: Conditions = {
  notBefore: null,
  addresses: null,
  rateLimit: null,
  usageCap: null,
}

export const hasConditions = (conditions: Conditions): boolean =>
  Object.values(conditions).some((condition) => condition !== null)

/** Whether something that was allowed may not be any more. */
export const narrowsConditions = (before: Conditions, after: Conditions): boolean =>
  laterThan(before.notBefore, after.notBefore) ||
  leavesOut(before.addresses, after.addresses) ||
  limitsMore(before.rateLimit, after.rateLimit) ||
  capsMore(before.usageCap, after.usageCap)

const laterThan = (before: Conditions['notBefore'], after: Conditions['notBefore']) =>
  after !== null && (before === null || after > before)

const leavesOut = (before: Conditions['addresses'], after: Conditions['addresses']) =>
  after !== null && (before === null || before.some((network) => !after.includes(network)))

/** Another length of window may allow less, whatever its limit. */
const limitsMore = (before: Conditions['rateLimit'], after: Conditions['rateLimit']) =>
  after !== null &&
  (before === null || after.limit < before.limit || after.windowSeconds !== before.windowSeconds)

const capsMore = (before: Conditions['usageCap'], after: Conditions['usageCap']) =>
  after !== null && (before === null || after.limit < before.limit)
