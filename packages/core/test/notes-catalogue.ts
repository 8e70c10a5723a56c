import type { ApiInput } from '@keyward/contract'

const find = (name: string, access: 'read' | 'write') => ({ name, label: name, access })

/** A small product: two resources, reads and writes. */
export const NOTES: ApiInput = {
  slug: 'notes',
  name: 'Notes',
  resources: [
    {
      name: 'notes',
      label: 'Notes',
      actions: [
        { ...find('find', 'read'), routes: [{ method: 'GET', path: '/notes' }] },
        { ...find('create', 'write'), routes: [{ method: 'POST', path: '/notes' }] },
        { ...find('delete', 'write'), routes: [{ method: 'DELETE', path: '/notes/{id}' }] },
      ],
    },
    { name: 'tags', label: 'Tags', actions: [find('find', 'read'), find('create', 'write')] },
  ],
}
