import { useEffect, useRef } from 'react'

const OFF = 'keyward-shortcuts-off'

/** Whether single keys do something: a person who speaks to the computer, or rests a hand on it, turns them off. */
export const shortcutsOn = (): boolean => localStorage.getItem(OFF) === null

export function turnShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, 'yes')
}

/** Calls what stands behind a key, except while somebody writes, chooses, or answers a dialog. */
export function useShortcuts(acts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return
      const act = latest.current[event.key]
      if (!act || isWriting(event.target) || document.querySelector('[role=dialog]') || !shortcutsOn()) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') !== null
