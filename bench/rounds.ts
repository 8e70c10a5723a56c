/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The figure that a share of them does not exceed: 0.99 for the slowest of a hundred. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/**
 * Measures each way in turns, A B C A B C …, so that whatever else the machine does meets all of them;
 * answers each way's figures. The first round warms up and is not counted.
 */
export async function inTurns<W extends string>(
  ways: Record<W, () => number | Promise<number>>,
  rounds: number,
): Promise<Record<W, number[]>> {
  const names = Object.keys(ways) as W[]
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<W, number[]>
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const figure = await ways[name]()
      if (round > 0) figures[name].push(figure)
    }
  return figures
}
