import type { Conditions, ConditionsInput } from '@keyward/contract'
import { toTimeField } from '../dates.ts'

/** Conditions as the form holds them: as texts, of which an empty one sets nothing. */
export type ConditionsDraft = {
  notBefore: string
  addresses: string
  limit: string
  windowSeconds: number
  usageCap: string
}

export const CONDITION_FIELDS = [
  'conditions.notBefore',
  'conditions.addresses',
  'conditions.rateLimit',
  'conditions.usageCap',
] as const
export type ConditionField = (typeof CONDITION_FIELDS)[number]

/** A day and time of which only a part is filled in: the browser tells no more of it. */
export const INCOMPLETE = 'incomplete'

export const NO_CONDITIONS: ConditionsDraft = {
  notBefore: '',
  addresses: '',
  limit: '',
  windowSeconds: 60,
  usageCap: '',
}

export const conditionsDraftOf = ({
  notBefore,
  addresses,
  rateLimit,
  usageCap,
}: Conditions): ConditionsDraft => ({
  notBefore: notBefore === null ? '' : toTimeField(notBefore),
  addresses: addresses?.join('\n') ?? '',
  limit: rateLimit ? String(rateLimit.limit) : '',
  windowSeconds: rateLimit?.windowSeconds ?? NO_CONDITIONS.windowSeconds,
  usageCap: usageCap === null ? '' : String(usageCap),
})

/** What differs from `before`, to send; undefined when nothing does. Null takes a condition away. */
export function toConditions(draft: ConditionsDraft, before: ConditionsDraft): ConditionsInput | undefined {
  const sameWindow = draft.limit === '' || draft.windowSeconds === before.windowSeconds
  const sameRate = draft.limit === before.limit && sameWindow
  const changed: ConditionsInput = {
    ...(draft.notBefore !== before.notBefore && { notBefore: instantOf(draft.notBefore) }),
    ...(linesOf(draft.addresses).join() !== linesOf(before.addresses).join() && {
      addresses: draft.addresses.trim() ? linesOf(draft.addresses) : null,
    }),
    ...(!sameRate && {
      rateLimit: draft.limit ? { limit: Number(draft.limit), windowSeconds: draft.windowSeconds } : null,
    }),
    ...(draft.usageCap !== before.usageCap && {
      usageCap: draft.usageCap ? Number(draft.usageCap) : null,
    }),
  }
  return Object.keys(changed).length > 0 ? changed : undefined
}

/** What is not filled in so that it could be sent. */
export function openConditions(draft: ConditionsDraft): Partial<Record<ConditionField, string>> {
  return {
    ...(draft.notBefore === INCOMPLETE && {
      'conditions.notBefore': 'Give the day and the time, or clear both.',
    }),
    ...(!isCount(draft.limit) && { 'conditions.rateLimit': 'Give a whole number, or leave it empty.' }),
    ...(!isCount(draft.usageCap) && { 'conditions.usageCap': 'Give a whole number, or leave it empty.' }),
  }
}

/** The addresses with one more, unless it is there. */
export function withAddress(addresses: string, address: string): string {
  const lines = linesOf(addresses)
  return lines.includes(address) ? addresses : [...lines, address].join('\n')
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What is no instant is sent as it is, for the server to refuse. */
function instantOf(text: string): string | null {
  const date = new Date(text)
  if (text === '') return null
  return Number.isNaN(date.getTime()) ? text : date.toISOString()
}

const isCount = (text: string) => /^\d*$/.test(text)
