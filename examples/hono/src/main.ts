import { serve } from '@hono/node-server'
import { createVerifier } from '@keyward/client'
import { createApp } from './app.ts'

const { KEYWARD_URL = 'http://localhost:4117', KEYWARD_CREDENTIAL = '', PORT = '4122' } = process.env

const verifier = createVerifier({
  baseUrl: KEYWARD_URL,
  credential: KEYWARD_CREDENTIAL,
  onFault: (fault) => console.error('Keyward:', fault),
})
serve({ fetch: createApp(verifier).fetch, hostname: '127.0.0.1', port: Number(PORT) }, ({ port }) =>
  console.log(`Notes on Hono listen on http://127.0.0.1:${port}`),
)
