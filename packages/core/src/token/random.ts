/** Randomness from a cryptographic source. */
export interface Random {
  bytes(count: number): Uint8Array
}
