// What the settings page of a real product would do, as a command; it works while the API runs.
import type { InputOf } from '@keyward/contract'
import type { NotesWorld } from './open.ts'
import { openNotes } from './open.ts'
import { getPerson, setActive } from './people.ts'

const USAGE = `npm run -s admin -w @keyward/example-notes-api -- <command>
  tokens <person>                             lists their personal tokens
  generate <person> <name> [full_access]      generates one, read-only unless said, for 30 days
  revoke <person> <token id>                  revokes one
  deactivate <person> | reactivate <person>   stops all of them, or lets them work again`

const [command = '', personId = '', what = '', access] = process.argv.slice(2)
const world = await openNotes(process.env.NOTES_DATA_DIR ?? 'data')
try {
  console.log(await run(world))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await world.close()
}

async function run({ database, keyward }: NotesWorld): Promise<string> {
  if (command === 'deactivate' || command === 'reactivate') {
    const { name, active } = await setActive({ database, keyward }, personId, command === 'reactivate')
    return `${name} is ${active ? 'active' : 'inactive'}.`
  }
  if (!['tokens', 'generate', 'revoke'].includes(command)) return USAGE
  const { teamId } = getPerson(database, personId)
  const person = await keyward.members.actor({ organization: teamId, externalId: personId })
  if (command === 'generate') {
    const input: InputOf<'generateToken'> = {
      name: what,
      access: { kind: access === 'full_access' ? 'full_access' : 'read_only' },
    }
    return `${(await keyward.generateToken(person, input)).plaintext}\nCopy it now: it is not shown again.`
  }
  if (command === 'revoke') {
    const { token } = await keyward.revokeToken(person, { tokenId: what })
    return `${token.masked} "${token.name}" is revoked.`
  }
  const { tokens } = await keyward.listTokens(person, { reach: 'mine' })
  return tokens
    .map(({ id, masked, name, shownStatus, lastUse }) =>
      [id, masked, name, shownStatus, lastUse ? `last used ${lastUse.at}` : 'never used'].join('  '),
    )
    .join('\n')
}
