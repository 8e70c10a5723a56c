import Table from 'cli-table3'
import { plainLines, plainText } from './plain-text.ts'

const NO_LINES = Object.fromEntries(
  [
    ...['top', 'bottom'].flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`]),
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((part) => [part, '']),
)

/** Cells up to this length, such as ids, are never cut. */
const SHORTEST_CUT = 36
const BETWEEN = 2

/**
 * Rows under a head, in columns that fit their content. Cells may hold anything; the longest are cut until
 * a line fits into `room` letters, or all are whole where nobody looks.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room = Number.POSITIVE_INFINITY,
): string {
  const plain = rows.map((row) => row.map(plainText))
  const longest = longestCell([head, ...plain], room)
  const drawn = new Table({
    head: [...head],
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  })
  drawn.push(...plain.map((row) => row.map((text) => cut(text, longest))))
  return trimEnds(drawn.toString())
}

/** Facts under each other: `name  value`. Those without a value are left out. */
export function facts(
  entries: readonly (readonly [name: string, value: string | null | undefined])[],
): string {
  const told = entries.filter((entry): entry is [string, string] => Boolean(entry[1]))
  const width = Math.max(0, ...told.map(([name]) => name.length))
  const indent = `\n${' '.repeat(width + 2)}`
  return told
    .map(([name, value]) => `${name.padEnd(width)}  ${plainLines(value).replaceAll('\n', indent)}`)
    .join('\n')
}

/** How long a cell may be, so that the widest columns give way and the line fits. */
function longestCell(rows: readonly (readonly string[])[], room: number): number {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)))
  const lineOf = (longest: number) =>
    widths.reduce((sum, width) => sum + Math.min(width, longest) + BETWEEN, -BETWEEN)
  let longest = Math.max(SHORTEST_CUT, ...widths)
  while (longest > SHORTEST_CUT && lineOf(longest) > room) longest -= 1
  return longest
}

function cut(text: string, longest: number): string {
  const letters = [...text]
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join('')}…`
}

const trimEnds = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
