const MOST = 10

/** Keeps the first names of however many there are, in their order, without holding or sorting the others. */
export function firstNames(): { add(name: string): void; names: string[] } {
  const names: string[] = []
  return {
    names,
    add(name) {
      const last = names.at(-1)
      if (names.length === MOST && last !== undefined && name.localeCompare(last) >= 0) return
      names.push(name)
      names.sort((a, b) => a.localeCompare(b))
      names.length = Math.min(names.length, MOST)
    },
  }
}
