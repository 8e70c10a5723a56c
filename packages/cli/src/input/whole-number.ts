import { wrongUsage } from '../stop.ts'

/** Reads a whole number for an option. @throws Stop */
export function parseWhole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw wrongUsage(`"${text}" is no whole number`)
}
