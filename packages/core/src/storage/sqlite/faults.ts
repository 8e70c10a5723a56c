import { type ErrorCode, KeywardError } from '@keyward/contract'

type Fault = { atOpen: ErrorCode; later: ErrorCode; way: string }

const DAMAGED: Fault = {
  atOpen: 'database_corrupt',
  later: 'database_corrupt',
  way: 'The database file is damaged or is not a database. Stop Keyward, keep the file, and restore a backup.',
}
const LOCKED: Fault = {
  atOpen: 'storage_unavailable',
  later: 'storage_unavailable',
  way: 'Another process kept the database locked for 5 seconds. Nothing was written; try again.',
}
const UNREACHABLE: Fault = {
  atOpen: 'data_dir_unusable',
  later: 'storage_unavailable',
  way: 'The database file cannot be opened. Check that its folder exists and that this user may read and write in it.',
}

/** What each primary result code of SQLite means to whoever runs Keyward. */
const FAULTS: Readonly<Record<number, Fault>> = {
  3: UNREACHABLE,
  5: LOCKED,
  6: LOCKED,
  8: {
    atOpen: 'database_read_only',
    later: 'storage_unavailable',
    way: 'The database is read-only. Let this user write to the file and to its folder.',
  },
  10: {
    atOpen: 'storage_unavailable',
    later: 'storage_unavailable',
    way: 'The disk failed to read or write. Nothing was half done; look at the disk and the system log.',
  },
  11: DAMAGED,
  13: {
    atOpen: 'storage_unavailable',
    later: 'storage_unavailable',
    way: 'The disk is full. Nothing was half done; free some space and try again.',
  },
  14: UNREACHABLE,
  23: UNREACHABLE,
  26: DAMAGED,
}

const primaryCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** Whether another connection stands in the way, so that trying again may help. */
export const isLocked = (error: unknown): boolean => {
  const code = primaryCode(error)
  return code === 5 || code === 6
}

/** Turns SQLite's error into ours; anything it does not know stays what it was. */
export function faultOf(error: unknown, file?: string): unknown {
  const fault = FAULTS[primaryCode(error) ?? -1]
  if (!fault) return error
  const detail = file === undefined ? fault.way : `${file}: ${fault.way}`
  return new KeywardError(file === undefined ? fault.later : fault.atOpen, { detail }, { cause: error })
}
