/** Cuts a list into slices, so that no statement has more parameters than an engine takes. */
export function slicesOf<T>(items: readonly T[], size: number): T[][] {
  const slices: T[][] = []
  for (let from = 0; from < items.length; from += size) slices.push(items.slice(from, from + size))
  return slices
}
