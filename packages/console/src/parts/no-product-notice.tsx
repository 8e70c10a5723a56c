import type { Catalogue } from '@keyward/contract'
import { Alert, Anchor, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { hasProduct } from '../lib/grid.ts'

/** Says that there is nothing to protect yet, and how to declare it. */
export function NoProductNotice({ catalogue }: { catalogue: Catalogue }) {
  if (hasProduct(catalogue)) return null
  return (
    <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title="No API is declared yet">
      <Text size="sm">
        Read-only and full access cover your product’s APIs, and this server knows of none. List them in a
        catalogue file and start the server with{' '}
        <span className="kw-mono">KEYWARD_CATALOGUE=catalogue.json</span>; tokens follow without being
        changed. The shape of an API is in the{' '}
        <Anchor href="/openapi.json" inherit>
          API description
        </Anchor>
        .
      </Text>
    </Alert>
  )
}
