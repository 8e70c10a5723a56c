import Table from 'cli-table3'
import { plainLines, plainText } from './plain-text.ts'

const NO_LINES = Object.fromEntries(
  [
    ...['top', 'bottom'].flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`]),
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((part) => [part, '']),
)

const LONGEST_CELL = 40

/** Rows under a head, in columns that fit their content. Cells may hold anything. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({
    head: [...head],
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  })
  drawn.push(...rows.map((row) => row.map(cell)))
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

function cell(text: string): string {
  const plain = plainText(text)
  const letters = [...plain]
  return letters.length <= LONGEST_CELL ? plain : `${letters.slice(0, LONGEST_CELL - 1).join('')}…`
}

const trimEnds = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
