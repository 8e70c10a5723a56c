import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { connect, findConnection } from '../connection.ts'
import { facts, table } from '../output/table.ts'
import { instantOr } from '../output/when.ts'
import { profileName, withoutProfile, withProfile } from '../profile/profiles.ts'
import { readSecret } from '../read-secret.ts'
import { wrongUsage } from '../stop.ts'

const DEFAULT_PROFILE = 'default'

export function addProfileCommands(program: Command, act: Acting): void {
  program
    .command('login')
    .description(
      'remember a server and a token as a profile; the token is read from a prompt or standard input',
    )
    .action(act(login))
  program
    .command('logout')
    .description('forget a profile; its token stays valid until it is revoked')
    .action(act(logout))
  program.command('whoami').description('tell which token speaks, and what it may do').action(act(whoami))
  const profiles = program.command('profiles').description('list the remembered profiles, or choose one')
  profiles.command('list').description('list the profiles').action(act(listProfiles))
  profiles
    .command('use <name>')
    .description('make a profile the one that is used unless another is named')
    .action(act(useProfile))
}

async function login(act: Act, { url, profile }: { url?: string; profile?: string }): Promise<undefined> {
  const { shell, terminal } = act
  const name = profileName(profile ?? DEFAULT_PROFILE)
  const address = url ?? shell.env.KEYWARD_URL ?? (await askAddress(act))
  const token = await readSecret(terminal, 'Token: ')
  const self = await connect(shell, { url: address, token }).getSelf()
  shell.profiles.write(withProfile(shell.profiles.read(), name, { url: address, token }))
  act.answer({ profile: name, url: address, tokenId: self.token.id }, () => '')
  act.note(`Speaking as "${self.token.name}" of ${self.organization.name}, remembered as profile "${name}".`)
}

async function askAddress({ terminal }: Act): Promise<string> {
  if (!terminal.interactive) throw wrongUsage('Which server?', 'Name it with --url or KEYWARD_URL.')
  return (await terminal.askText('Server address: ')).trim()
}

async function logout(act: Act, { profile }: { profile?: string }): Promise<undefined> {
  const file = act.shell.profiles.read()
  const name = profile ?? file.current
  if (!name || !file.profiles[name]) throw wrongUsage('There is no such profile to forget')
  act.shell.profiles.write(withoutProfile(file, name))
  act.note(`Profile "${name}" is forgotten. Its token still works: revoke it if nobody else uses it.`)
}

async function whoami(act: Act): Promise<undefined> {
  const self = await act.client().getSelf()
  const { token, organization } = self
  act.answer(self, () =>
    facts([
      ['token', `${token.name} (${token.masked})`],
      ['id', token.id],
      ['organisation', organization.name],
      ['acts as', token.owner.kind === 'user' ? token.owner.name : 'the organisation'],
      ['expires', instantOr(token.expiresAt, 'never')],
      ['may', token.permissions.join('\n')],
    ]),
  )
}

async function listProfiles(act: Act): Promise<undefined> {
  const { current, profiles } = act.shell.profiles.read()
  const rows = Object.entries(profiles).map(([name, { url }]) => ({ name, url, current: name === current }))
  act.answer(rows, (room) =>
    rows.length === 0
      ? ''
      : table(
          ['', 'NAME', 'SERVER'],
          rows.map((row) => [row.current ? '*' : '', row.name, row.url]),
          room,
        ),
  )
  if (rows.length === 0) act.note('No profiles yet: run `keyward login`.')
}

async function useProfile(act: Act, _options: object, [name = '']: string[]): Promise<undefined> {
  const file = act.shell.profiles.read()
  findConnection({ ...act.shell, env: {} }, { profile: name })
  act.shell.profiles.write({ ...file, current: name })
  act.note(`Profile "${name}" is used from now on.`)
}
