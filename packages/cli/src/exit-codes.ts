import type { ErrorCode } from '@keyward/contract'

/** What a command's exit status means; documented in docs/guide/cli.md and permanent. */
export const EXIT = {
  done: 0,
  /** Something that should not happen: a defect here, or an answer that cannot be read. */
  failed: 1,
  /** The words or values given are wrong. */
  usage: 2,
  /** The credential is missing, refused, or lacks a permission. */
  refused: 3,
  /** What was named does not exist, or is not yours to see. */
  unknown: 4,
  /** The state of things stood in the way. */
  conflict: 5,
  /** The server cannot be reached, is not ready, or asks for patience. */
  unavailable: 6,
  /** Nobody confirmed. */
  unconfirmed: 7,
  /** The answer is no: the token was refused, the chain is broken, tokens were found. */
  negative: 8,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Which exit status an HTTP status comes to. */
export function exitOfStatus(status: number | undefined): ExitCode {
  if (status === undefined || status === 429 || status >= 502) return EXIT.unavailable
  if (status === 401 || status === 403) return EXIT.refused
  if (status === 404) return EXIT.unknown
  if (status === 409) return EXIT.conflict
  return status < 500 ? EXIT.usage : EXIT.failed
}

/** What stands in the way of work on an installation, or was given to it, by no fault of the program. */
const OF_CODE: Partial<Record<ErrorCode, ExitCode>> = {
  config_invalid: EXIT.usage,
  database_in_use: EXIT.conflict,
  backup_exists: EXIT.conflict,
}

/** Which exit status a failure on this machine comes to. */
export const exitOfCode = (code: ErrorCode, status: number): ExitCode => OF_CODE[code] ?? exitOfStatus(status)
