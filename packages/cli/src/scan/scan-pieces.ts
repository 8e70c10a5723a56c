import { type FoundToken, findTokens, LONGEST_TOKEN } from './token-text.ts'

/** A token with the line on which it begins. */
export type PlacedToken = FoundToken & { line: number }

/** Finds the tokens of a file as it comes, however long: no more than a piece and a token's length are held. */
export async function* scanPieces(
  pieces: AsyncIterable<Uint8Array>,
  prefixes?: ReadonlySet<string>,
): AsyncGenerator<PlacedToken, void, undefined> {
  let rest = ''
  let line = 1
  for await (const piece of pieces) {
    // One character for each byte: tokens are ASCII, whatever surrounds them.
    const text = rest + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')
    let counted = 0
    let told = 0
    for (const token of findTokens(text, prefixes)) {
      line += linesIn(text, counted, token.at)
      counted = token.at
      told = token.at + token.length
      yield { ...token, line }
    }
    const cut = Math.max(text.length - LONGEST_TOKEN, told)
    line += linesIn(text, counted, cut)
    rest = text.slice(cut)
  }
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
