import { createVerifier } from '@keyward/client'
import { createGuard } from '@keyward/client/next'

const { KEYWARD_URL = 'http://localhost:4117', KEYWARD_CREDENTIAL = '' } = process.env

type Need = 'notes/notes:find' | 'notes/notes:create'

/** Guards every route handler of this application. */
export const guard = createGuard<Need>(
  createVerifier({
    baseUrl: KEYWARD_URL,
    credential: KEYWARD_CREDENTIAL,
    onFault: (fault) => console.error('Keyward:', fault),
  }),
  { realm: 'notes' },
)
