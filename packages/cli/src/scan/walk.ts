import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A file to look into, or a place that could not be looked at. */
export type Walked = { path: string; fault?: string }

/**
 * Every file under a path. Links below it are not followed, so that no loop holds a scan; what is neither file nor
 * folder is left alone, and so are `.git` folders, whose content is compressed: their history is scanned by git.
 */
export function* walk(path: string): Generator<Walked, void, undefined> {
  const kind = kindOf(path)
  if (kind.fault !== undefined) yield { path, fault: kind.fault }
  else if (kind.folder) yield* below(path)
  else if (kind.file) yield { path }
}

function* below(folder: string): Generator<Walked, void, undefined> {
  const entries = entriesOf(folder)
  if ('fault' in entries) return yield { path: folder, fault: entries.fault }
  for (const entry of entries.entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== '.git') yield* below(path)
    else if (entry.isFile() || isUnnamed(entry, path)) yield { path }
  }
}

function entriesOf(folder: string): { entries: Dirent[] } | { fault: string } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

/** Some file systems do not say what an entry is. */
function isUnnamed(entry: Dirent, path: string): boolean {
  if (entry.isSymbolicLink() || entry.isDirectory() || entry.isFIFO() || entry.isSocket()) return false
  if (entry.isBlockDevice() || entry.isCharacterDevice()) return false
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function kindOf(path: string): { fault?: string; folder?: boolean; file?: boolean } {
  try {
    const stat = statSync(path)
    return { folder: stat.isDirectory(), file: stat.isFile() || stat.isFIFO() }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

export const faultOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
