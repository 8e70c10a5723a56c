import { readFileSync, statSync } from 'node:fs'
import type { Terminal } from '../shell.ts'
import { wrongUsage } from '../stop.ts'

const MEGABYTE = 1_048_576

/** The text of a file, or of standard input for `-`. @throws Stop when it cannot be read or is longer than `mostBytes` */
export async function readFile(terminal: Terminal, path: string, mostBytes = MEGABYTE): Promise<string> {
  if (path === '-') return terminal.readIn(mostBytes)
  try {
    if (statSync(path).size <= mostBytes) return readFileSync(path, 'utf8')
  } catch (cause) {
    throw wrongUsage(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  throw wrongUsage(`${path} holds more than ${mostBytes / MEGABYTE} MB`)
}
