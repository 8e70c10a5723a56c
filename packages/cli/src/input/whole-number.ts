import { wrongUsage } from '../stop.ts'

/** Reads a whole number for an option. @throws Stop */
export function parseWhole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw wrongUsage(`"${text}" is no whole number`)
}

/** Reads how many are wanted, one or more. @throws Stop */
export function parseCount(text: string): number {
  const count = parseWhole(text)
  if (count > 0) return count
  throw wrongUsage('0 is no number of lines', 'Give 1 or more, or --all.')
}
