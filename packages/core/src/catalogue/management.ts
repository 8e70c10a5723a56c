import {
  type Action,
  type Api,
  MANAGEMENT_API,
  type Permission,
  permission,
  type Resource,
} from '@keyward/contract'
import { ownRoutesOf } from './own-routes.ts'

const action = (name: string, label: string, access: Action['access'] = 'write'): Action => ({
  name,
  label,
  access,
  routes: [],
})

/** A resource, its actions bound to the routes of those operations that take their permission. */
const resource = (name: string, label: string, ...actions: Action[]): Resource => ({
  name,
  label,
  actions: actions.map((each) => ({ ...each, routes: ownRoutesOf(name, each.name) })),
})

const see = action('read', 'See', 'read')

/** Keyward's own management plane, as it stands last in every catalogue. */
export const MANAGEMENT: Api = {
  slug: MANAGEMENT_API,
  name: 'Manage Keyward',
  hosts: [],
  pathPrefix: '',
  resources: [
    resource(
      'api-tokens',
      'Organisation tokens',
      see,
      action('create', 'Generate'),
      action('update', 'Edit'),
      action('regenerate', 'Regenerate'),
      action('revoke', 'Revoke'),
      action('delete', 'Delete'),
      action('approve', 'Approve requests'),
    ),
    resource(
      'personal-tokens',
      'Own personal tokens',
      see,
      action('create', 'Generate'),
      action('update', 'Edit'),
      action('regenerate', 'Regenerate'),
      action('revoke', 'Revoke'),
      action('delete', 'Delete'),
    ),
    resource(
      'member-tokens',
      'Other members’ personal tokens',
      see,
      action('revoke', 'Revoke'),
      action('delete', 'Delete'),
    ),
    resource('tokens', 'Any presented token', action('verify', 'Verify', 'read')),
    resource(
      'members',
      'Members',
      see,
      action('invite', 'Invite'),
      action('update', 'Edit'),
      action('deactivate', 'Deactivate'),
      action('remove', 'Remove'),
    ),
    resource(
      'roles',
      'Roles',
      see,
      action('create', 'Create'),
      action('update', 'Edit'),
      action('delete', 'Delete'),
    ),
    resource('audit-log', 'Audit log', see, action('export', 'Export', 'read')),
    resource('settings', 'Settings', see, action('update', 'Edit')),
    resource('webhooks', 'Webhooks', see, action('update', 'Edit')),
    resource('catalogue', 'Catalogue', action('import', 'Import')),
    resource('organizations', 'Organisations', see, action('create', 'Create'), action('update', 'Edit')),
    resource('installation', 'This installation', see, action('update', 'Edit')),
  ],
}

const homeOnlyResources = new Set(['catalogue', 'organizations', 'installation'])

/** What runs the installation: nobody outside the home organisation holds or grants these. */
export const HOME_ONLY: ReadonlySet<Permission> = new Set(
  MANAGEMENT.resources
    .filter(({ name }) => homeOnlyResources.has(name))
    .flatMap(({ name, actions }) => actions.map((each) => permission(MANAGEMENT_API, name, each.name))),
)
