/** One thing measured: its rounds, and what it is compared with. */
export type Figure = {
  what: string
  /** `/s`: more is better. `ms`: less is better. */
  unit: '/s' | 'ms'
  median: number
  lowest: number
  highest: number
  /** Only for latencies. */
  p99?: number
  /** This median to that of another figure of the same run. */
  ratio?: { to: string; value: number }
}
export type Group = { title: string; figures: Figure[] }

export const median = (values: readonly number[]): number => atShare(values, 0.5)

/** The value below which this share of all lies. */
export function atShare(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A figure from what each round measured. */
export function figureOf(what: string, unit: Figure['unit'], rounds: readonly number[]): Figure {
  return { what, unit, median: median(rounds), lowest: Math.min(...rounds), highest: Math.max(...rounds) }
}

/** A figure from single durations in milliseconds. */
export function latencyOf(what: string, durationsMs: readonly number[]): Figure {
  return { ...figureOf(what, 'ms', durationsMs), p99: atShare(durationsMs, 0.99) }
}

/** Adds to each figure but one its ratio to that one. */
export function against(figures: readonly Figure[], to: string): Figure[] {
  const base = figures.find(({ what }) => what === to)
  if (!base) return [...figures]
  return figures.map((figure) =>
    figure === base ? figure : { ...figure, ratio: { to, value: figure.median / base.median } },
  )
}

/** Runs each case once a round, in turns, so that whatever else the machine does meets all of them. */
export async function inTurns<K extends string>(
  rounds: number,
  cases: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(cases) as K[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round < rounds; round++)
    for (const name of names) measured[name].push(await cases[name]())
  return measured
}

export function printGroup({ title, figures }: Group): void {
  console.log(`\n${title}`)
  console.table(
    Object.fromEntries(
      figures.map(({ what, unit, median: middle, lowest, highest, p99, ratio }) => [
        what,
        {
          median: shown(middle, unit),
          lowest: shown(lowest, unit),
          highest: shown(highest, unit),
          ...(p99 !== undefined && { p99: shown(p99, unit) }),
          ...(ratio && { ratio: `${ratio.value.toFixed(2)} of ${ratio.to}` }),
        },
      ]),
    ),
  )
}

function shown(value: number, unit: Figure['unit']): string {
  if (unit === 'ms') return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
  return `${Math.round(value).toLocaleString('en')}/s`
}
