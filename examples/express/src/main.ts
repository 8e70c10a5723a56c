import { createVerifier } from '@keyward/client'
import { createApp } from './app.ts'

const { KEYWARD_URL = 'http://localhost:4117', KEYWARD_CREDENTIAL = '', PORT = '4120' } = process.env

const verifier = createVerifier({
  baseUrl: KEYWARD_URL,
  credential: KEYWARD_CREDENTIAL,
  onFault: (fault) => console.error('Keyward:', fault),
})
createApp(verifier).listen(Number(PORT), '127.0.0.1', () =>
  console.log(`Notes on Express listen on http://127.0.0.1:${PORT}`),
)
