import { type Client, createClient } from '@keyward/client'
import type { OrganizationId } from '@keyward/contract'

/** The way to the server for whoever is signed in, before an organisation is chosen. */
export const client: Client = createClient({ baseUrl: '' })

const clients = new Map<OrganizationId, Client>()

/** The way to the server inside one organisation. */
export function clientOf(organization: OrganizationId): Client {
  const known = clients.get(organization)
  if (known) return known
  const made = createClient({ baseUrl: '', organization })
  clients.set(organization, made)
  return made
}
