import type { ApiInput } from '@keyward/contract'

/** Two APIs, as an organisation with a product of its own would declare them. */
export const CATALOGUE: ApiInput[] = [
  {
    slug: 'notes',
    name: 'Notes API',
    pathPrefix: '/api',
    resources: [
      {
        name: 'notes',
        label: 'Notes',
        actions: [
          { name: 'find', label: 'List notes', access: 'read', routes: [{ method: 'GET', path: '/notes' }] },
          {
            name: 'findOne',
            label: 'Read one note',
            access: 'read',
            routes: [{ method: 'GET', path: '/notes/{id}' }],
          },
          {
            name: 'create',
            label: 'Create a note',
            access: 'write',
            routes: [{ method: 'POST', path: '/notes' }],
          },
          {
            name: 'update',
            label: 'Change a note',
            access: 'write',
            routes: [
              { method: 'PUT', path: '/notes/{id}' },
              { method: 'PATCH', path: '/notes/{id}' },
            ],
          },
          {
            name: 'delete',
            label: 'Delete a note',
            access: 'write',
            routes: [{ method: 'DELETE', path: '/notes/{id}' }],
          },
        ],
      },
    ],
  },
  {
    slug: 'billing',
    name: 'Billing API',
    resources: [
      {
        name: 'invoices',
        label: 'Invoices',
        actions: [
          {
            name: 'find',
            label: 'List invoices',
            access: 'read',
            routes: [{ method: 'GET', path: '/invoices' }],
          },
          {
            name: 'send',
            label: 'Send an invoice',
            access: 'write',
            routes: [{ method: 'POST', path: '/invoices/{id}/send' }],
          },
        ],
      },
    ],
  },
]
