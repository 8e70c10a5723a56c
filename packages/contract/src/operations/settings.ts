import { permission } from '../permission.ts'
import { Settings, UpdateSettingsInput } from '../settings.ts'
import { operation } from './operation.ts'

export const settingsOperations = {
  /** Tells what the organisation is called and what it decides for itself. */
  getSettings: operation({
    method: 'GET',
    path: '/v1/settings',
    tag: 'Settings',
    authority: [permission('keyward', 'settings', 'read')],
    output: Settings,
    errors: [],
  }),
  /** Changes what the organisation is called and decides: the fields that are given. */
  updateSettings: operation({
    method: 'PATCH',
    path: '/v1/settings',
    tag: 'Settings',
    authority: [permission('keyward', 'settings', 'update')],
    body: UpdateSettingsInput,
    output: Settings,
    errors: [],
  }),
} as const
