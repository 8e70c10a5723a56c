import type { ApiInput, Catalogue } from '@keyward/contract'
import { checkApis } from '../src/catalogue/check-apis.ts'
import { catalogueOf } from '../src/catalogue/revision.ts'

/** A catalogue of these APIs, Keyward's own plane last, as a start with them makes it. */
export const composeCatalogue = (apis: readonly ApiInput[], revision: number): Catalogue =>
  catalogueOf(revision, checkApis(apis))
