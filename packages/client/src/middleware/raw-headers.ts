/** Every value of one header as Node received it; its map of headers would tell the first only. */
export const headersNamed = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
