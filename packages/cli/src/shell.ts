import type { Client } from '@keyward/client'
import type { Profiles } from './profile/profiles.ts'

/** The person or program at the other end. */
export interface Terminal {
  /** What a program reads: results only. */
  out(text: string): void
  /** What a person reads beside them: questions, progress, advice. */
  err(text: string): void
  /** Whether somebody can be asked. */
  readonly interactive: boolean
  /** How wide a line may be; undefined where nobody looks, as in a pipe or a file. */
  readonly columns: number | undefined
  /** Settles when what was printed has been taken, so that much of it waits nowhere. */
  taken(): Promise<void>
  /** Standard input as it comes; nothing when it is a terminal. */
  input(): AsyncIterable<Uint8Array>
  /** Everything on standard input, at most 1 MB unless said; empty when it is a terminal. */
  readIn(mostBytes?: number): Promise<string>
  confirm(question: string): Promise<boolean>
  askText(question: string): Promise<string>
  /** Asks without showing what is typed. */
  askSecret(question: string): Promise<string>
}

/** Where profiles are kept. */
export interface ProfileFile {
  readonly path: string
  read(): Profiles
  write(profiles: Profiles): void
}

/** The world that a command runs in. */
export interface Shell {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  readonly profiles: ProfileFile
  now(): number
  /** Speaks to a server. @throws TypeError if `url` is no address */
  connect(server: { url: string; token: string | undefined }): Client
}
