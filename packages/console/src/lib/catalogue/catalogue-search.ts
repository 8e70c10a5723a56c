/** What the address of the catalogue holds: its history, or one revision of it; nothing stands for what is in force. */
export type CatalogueSearch = { tab?: 'revisions' | undefined; revision?: number | undefined }

/** Reads an address, passing over whatever is not understood. */
export function parseCatalogueSearch({ tab, revision }: Record<string, unknown>): CatalogueSearch {
  const number = Number(revision)
  return {
    ...(tab === 'revisions' && { tab }),
    ...(Number.isSafeInteger(number) && number > 0 && { revision: number }),
  }
}
