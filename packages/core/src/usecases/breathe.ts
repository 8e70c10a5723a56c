import type { Timers } from '../ports.ts'

/** Lets everything else that waits have its turn: between two slices of long work, verification goes on. */
export const breathe = (timers: Timers): Promise<void> => new Promise((resolve) => timers.after(0, resolve))
