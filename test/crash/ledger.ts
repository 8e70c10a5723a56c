import type { AuditKind } from '@keyward/contract'

/** What whoever drives Keyward writes down, so that it can be held to it after a crash. */
export type Entry =
  /** About to ask for a change: the outcome that each token text would have after it. */
  | { asked: Record<string, Outcome> }
  /** It was acknowledged: the outcomes are these and no others, and each change has its audit event. */
  | { done: Record<string, Outcome>; events?: readonly ChangeEvent[] }
  /** It was refused for a fault of the storage. It may have happened or not. */
  | { failed: string }
  /** So many uses of a token are acknowledged as written. */
  | { counted: Record<string, number> }

/** `valid`, or the code of the refusal. */
export type Outcome = string
export type ChangeEvent = readonly [kind: AuditKind, subjectId: string]

/** Everything that was acknowledged, and what may be found where an answer never came. */
export class Ledger {
  readonly outcomes = new Map<string, ReadonlySet<Outcome>>()
  readonly events: ChangeEvent[] = []
  readonly counts = new Map<string, number>()
  readonly failures: string[] = []
  acknowledged = 0

  static read(lines: string): Ledger {
    const ledger = new Ledger()
    for (const line of lines.split('\n')) if (line !== '') ledger.note(JSON.parse(line))
    return ledger
  }

  note(entry: Entry): void {
    if ('asked' in entry)
      for (const [text, outcome] of Object.entries(entry.asked))
        this.outcomes.set(text, new Set([...(this.outcomes.get(text) ?? []), outcome]))
    else if ('done' in entry) {
      this.acknowledged += 1
      for (const [text, outcome] of Object.entries(entry.done)) this.outcomes.set(text, new Set([outcome]))
      this.events.push(...(entry.events ?? []))
    } else if ('failed' in entry) this.failures.push(entry.failed)
    else for (const [id, count] of Object.entries(entry.counted)) this.counts.set(id, count)
  }
}
