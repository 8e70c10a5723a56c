import { guard } from '../../lib/guard.ts'

export const GET = guard(null, (_request, caller) => Response.json(caller))
