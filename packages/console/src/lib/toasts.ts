import { type ReactNode, useSyncExternalStore } from 'react'

/** Something that was done, told in passing. One that `stays` goes only when it is closed. */
export type Toast = { id: string; content: ReactNode; stays: boolean; tone: 'done' | 'trouble' }

let toasts: readonly Toast[] = []
let count = 0
const listeners = new Set<() => void>()

function put(next: readonly Toast[]): void {
  toasts = next
  for (const wake of listeners) wake()
}

/** Tells something in passing; answers the id under which it can be taken back. */
export function showToast(content: ReactNode, options: Partial<Omit<Toast, 'id' | 'content'>> = {}): string {
  count += 1
  const id = `toast-${count}`
  put([...toasts.slice(-3), { id, content, stays: false, tone: 'done', ...options }])
  return id
}

export const hideToast = (id: string): void => put(toasts.filter((toast) => toast.id !== id))

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts)
}

function subscribe(wake: () => void): () => void {
  listeners.add(wake)
  return () => listeners.delete(wake)
}
