import { SAMPLE_EFFECTS } from '@keyward/contract/docs'
import { agreedTo, describing, importing, preview } from '../parts/describing.ts'
import type { SetUpHouse } from '../parts/house.ts'
import type { Provoked } from './provoked.ts'

const MAIL = describing(['GET /mail mail/find'])
const onApi = (slug: string, what: 'preview-removal' | 'remove') => (house: SetUpHouse) =>
  house.ask('POST', `/v1/catalogue/apis/${slug}/${what}`, {
    as: house.owner,
    ...(what === 'remove' && { body: { revision: 1, effects: SAMPLE_EFFECTS } }),
  })

type OnCatalogue =
  | 'getCatalogue'
  | 'getApiUse'
  | 'previewImport'
  | 'applyImport'
  | 'previewApiRemoval'
  | 'removeApi'
  | 'listCatalogueRevisions'
  | 'getCatalogueRevision'

/** The declared errors of whoever changes the catalogue. The API `notes` of the house is declared. */
export const PROVOKED_ON_CATALOGUE: Pick<Provoked, OnCatalogue> = {
  getCatalogue: {},
  getApiUse: {
    api_not_found: (house) => house.ask('GET', '/v1/catalogue/apis/nothing/use', { as: house.owner }),
  },
  previewImport: {
    catalogue_invalid: (house) => preview(house, 'openapi: 2.0.0'),
    api_declared: (house) => preview(house, MAIL, { slug: 'notes' }),
  },
  applyImport: {
    import_not_found: (house) =>
      house.ask('POST', `/v1/catalogue/imports/imp_${'0'.repeat(32)}/apply`, {
        as: house.owner,
        body: { revision: 1, effects: SAMPLE_EFFECTS },
      }),
    import_changed: async (house) => {
      const seen = await preview(house, MAIL)
      return house.ask('POST', `/v1/catalogue/imports/${seen.body.id}/apply`, {
        as: house.owner,
        body: { ...agreedTo(seen), revision: 0 },
      })
    },
  },
  previewApiRemoval: {
    api_not_found: onApi('nothing', 'preview-removal'),
    api_declared: onApi('notes', 'preview-removal'),
  },
  removeApi: {
    api_not_found: onApi('nothing', 'remove'),
    import_changed: async (house) => {
      await importing(house, MAIL)
      return onApi('mail', 'remove')(house)
    },
    api_declared: onApi('notes', 'remove'),
  },
  listCatalogueRevisions: {},
  getCatalogueRevision: {
    revision_not_found: (house) => house.ask('GET', '/v1/catalogue/revisions/99', { as: house.owner }),
  },
}
