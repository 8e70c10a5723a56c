import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { facts } from '../output/table.ts'
import { wrongUsage } from '../stop.ts'

/** The server package, loaded when a command works on an installation itself: it needs a newer Node than the others. */
const server = () => import('@keyward/server')

/** Commands that work on this machine's installation, found by the settings that the server reads. */
export function addInstallationCommands(program: Command, act: Acting): void {
  program.command('serve').description('run the server, until it is told to stop').action(act(serve))
  program
    .command('migrate')
    .description('bring the database to this version’s tables; a start does it too')
    .action(act(migrate))
  program
    .command('backup <file>')
    .description('write the database as one consistent file, the server running or not; keys are not in it')
    .action(act(backUp))
  program
    .command('restore <file>')
    .description('put a backup in the database’s place; it verifies nothing until it is released')
    .action(act(restore))
  program
    .command('release')
    .description('let a restored database verify again, once revocations made since are repeated')
    .action(act(release))
  const keys = program.command('keys').description('look after the keys file')
  keys
    .command('rotate')
    .description('put a new key in force; tokens made with the old one go on working')
    .option('--purpose <purpose>', 'token, session, seal or audit; token unless said')
    .action(act(rotateKeys))
  program
    .command('doctor')
    .description('look the installation over; ends with status 8 when something is wrong')
    .action(act(examine))
}

const here = (act: Act) => ({ env: act.shell.env, cwd: process.cwd() })

async function serve(): Promise<undefined> {
  const { runServer } = await server()
  await runServer()
}

async function migrate(act: Act): Promise<undefined> {
  const { migrateDatabase } = await server()
  const migrations = await migrateDatabase(here(act))
  act.answer(migrations, () => '')
  act.note(`The database is at ${migrations.at(-1)}.`)
}

async function backUp(act: Act, _options: object, [file = '']: string[]): Promise<undefined> {
  const { backUp } = await server()
  backUp(here(act), file)
  act.note(`The database is in ${file}. Keep keys.json apart from it: neither is of use without the other.`)
}

async function restore(act: Act, _options: object, [file = '']: string[]): Promise<undefined> {
  await act.confirm(`Put ${file} in the place of the database? What stands there is kept beside it.`)
  const { restore } = await server()
  const { replaced } = await restore(here(act), file)
  act.answer({ replaced }, () => '')
  if (replaced) act.note(`What stood there is ${replaced}.`)
  act.note(
    'Tokens revoked since that backup are live in it, so nothing is verified yet.\n' +
      'Start the server, repeat those revocations, then run `keyward release`.',
  )
}

async function release(act: Act): Promise<undefined> {
  await act.confirm(
    'Verify with this database again? Tokens revoked since the backup must be revoked by now.',
  )
  const { release } = await server()
  const held = await release(here(act))
  act.answer({ released: held }, () => '')
  act.note(held ? 'Released: tokens are verified again.' : 'It was not held: nothing to release.')
}

async function rotateKeys(act: Act, { purpose = 'token' }: { purpose?: string }): Promise<undefined> {
  const { ROTATABLE, rotateKeys } = await server()
  const chosen = ROTATABLE.find((each) => each === purpose)
  if (!chosen) throw wrongUsage(`"${purpose}" is no purpose`, `Choose one of ${ROTATABLE.join(', ')}.`)
  await act.confirm(`Rotate the ${chosen} key?${chosen === 'session' ? ' Everybody is signed out.' : ''}`)
  const { version } = await rotateKeys(here(act), chosen)
  act.answer({ purpose: chosen, version }, () => '')
  act.note(`The ${chosen} key is version ${version} now. Back the keys file up, then start the server.`)
}

const MARKS = { good: '', notice: 'look: ', bad: 'WRONG: ' } as const

async function examine(act: Act): Promise<ExitCode> {
  const { examine } = await server()
  const findings = examine(here(act))
  act.answer(findings, () => facts(findings.map(({ what, state, says }) => [what, `${MARKS[state]}${says}`])))
  return findings.some(({ state }) => state === 'bad') ? EXIT.negative : EXIT.done
}
