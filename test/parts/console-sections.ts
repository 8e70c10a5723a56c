import { SECTIONS as MENU } from '../../packages/console/src/lib/sections.ts'

/** The console's addresses below an organisation's settings that name nothing made: menu entries and forms. */
export const SECTIONS: readonly string[] = [
  'api-tokens',
  'api-tokens/new',
  'roles/new',
  'catalogue/import',
  ...MENU.map(({ name }) => name),
]
