/** Single facts about this installation: JSON or plain text, never a secret. */
export type InstallationFact =
  | 'key_fingerprints'
  | 'setup_code_hash'
  | 'setup_attempts'
  | 'setup_done_at'
  | 'quarantined_at'

export interface InstallationReads {
  get(name: InstallationFact): Promise<string | undefined>
}

export interface InstallationWrites {
  put(name: InstallationFact, value: string): Promise<void>
  remove(name: InstallationFact): Promise<void>
}
