import { useEffect, useMemo } from 'react'
import { faultsByField } from '../../lib/problem.ts'
import { DRAFT_FIELDS, type DraftField } from '../../lib/token/token-draft.ts'

type Faults = { byField: Partial<Record<DraftField, string>>; rest: readonly string[]; beside: boolean }

/** Sorts what the server found wrong to the fields it belongs to, and moves the focus to the first of them. */
export function useFaults(error: unknown, own: Partial<Record<DraftField, string>>): Faults {
  const faults = useMemo(() => sortFaults(error, own), [error, own])
  // Only something newly found moves the focus: clearing one fault must not jump to another.
  useEffect(() => focusFirst(sortFaults(error, {}).byField), [error])
  useEffect(() => focusFirst(own), [own])
  return faults
}

const FIELD_OF_CODE: Partial<Record<string, DraftField>> = {
  duration_invalid: 'duration',
  scope_unknown: 'access',
  scope_exceeds_rights: 'access',
  role_unknown: 'access',
}

function sortFaults(error: unknown, own: Partial<Record<DraftField, string>>): Faults {
  const { byField, rest } = faultsByField(error, DRAFT_FIELDS)
  const field = error instanceof Error && 'code' in error ? FIELD_OF_CODE[String(error.code)] : undefined
  const known = field && error instanceof Error ? { [field]: error.message } : {}
  const all = { ...known, ...byField, ...own }
  return { byField: all, rest, beside: Object.keys(all).length > 0 && rest.length === 0 }
}

function focusFirst(byField: Partial<Record<DraftField, string>>): void {
  const field = DRAFT_FIELDS.find((name) => byField[name])
  if (!field) return
  const place = document.getElementById(`field-${field}`)
  const target = place?.matches('input, textarea') ? place : place?.querySelector<HTMLElement>('input')
  target?.focus()
}
