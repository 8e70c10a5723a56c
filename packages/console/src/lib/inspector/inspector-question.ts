import type { InputOf, RequestMethod } from '@keyward/contract'
import { tokenIdOf } from '../ids.ts'

/** What of a request is named. */
export type RequestKind = 'none' | 'route' | 'permission' | 'field'

/** What is asked, as it is typed. `subject` may be a whole token: it lives in the form's state and nowhere else. */
export type Question = {
  subject: string
  kind: RequestKind
  method: RequestMethod
  path: string
  permission: string
  field: string
  address: string
}

/** What the address of the inspector holds: never a token's text. */
export type InspectorSearch = {
  id?: string | undefined
  need?: string | undefined
  from?: string | undefined
}

/** Reads an address, passing over whatever is not understood. */
export function parseInspectorSearch({ id, need, from }: Record<string, unknown>): InspectorSearch {
  return {
    id: typeof id === 'string' ? tokenIdOf(id) : undefined,
    need: matching(need, /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*:[A-Za-z0-9][A-Za-z0-9._-]*$/),
    from: matching(from, /^[0-9A-Fa-f:.]{2,45}$/),
  }
}

const matching = (raw: unknown, wanted: RegExp) =>
  typeof raw === 'string' && wanted.test(raw) ? raw : undefined

export const questionOf = ({ id, need, from }: InspectorSearch): Question => ({
  subject: id ?? '',
  kind: need ? 'permission' : 'none',
  method: 'GET',
  path: '',
  permission: need ?? '',
  field: '',
  address: from ?? '',
})

/** Whether what was typed can be read by anybody at the screen: an id is no secret. */
export const isId = (subject: string): boolean => tokenIdOf(subject.trim()) !== undefined

/** The same as the server is asked. */
export function toExplainInput(question: Question): InputOf<'explainVerdict'> {
  const subject = question.subject.trim()
  const tokenId = tokenIdOf(subject)
  const address = question.address.trim()
  const request = requestOf(question)
  return {
    ...(tokenId ? { tokenId } : { token: subject }),
    ...(request && { request }),
    ...(address && { address }),
  }
}

function requestOf({
  kind,
  method,
  path,
  permission,
  field,
}: Question): InputOf<'explainVerdict'>['request'] {
  if (kind === 'permission') return { permission: permission.trim() }
  if (kind === 'field') return { field: field.trim() }
  if (kind === 'none') return undefined
  // Not by URL: it tidies away the very dots and slashes for which a gateway refuses.
  const [, host, rest = '/'] = /^https?:\/\/([^/?#]+)(\/.*)?$/i.exec(path.trim()) ?? []
  return host === undefined ? { method, path: path.trim() } : { method, host, path: rest }
}
