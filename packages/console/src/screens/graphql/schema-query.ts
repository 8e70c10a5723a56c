import type { OrganizationId } from '@keyward/contract'
import { queryOptions } from '@tanstack/react-query'
import { buildClientSchema, getIntrospectionQuery } from 'graphql'
import { ask } from './ask.ts'

/** The schema as the server tells it: the same for everybody, for as long as the page stands. */
export const schemaQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: ['graphql-schema'],
    queryFn: async ({ signal }) => {
      const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })
      const { text } = await ask(organization, { query }, signal)
      return buildClientSchema(JSON.parse(text).data)
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
