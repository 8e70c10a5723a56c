import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { groupOf } from '../derived/add-derived-commands.ts'
import { EXIT } from '../exit-codes.ts'
import { table } from '../output/table.ts'
import { Stop } from '../stop.ts'
import { importApi, removeApi } from './catalogue/import.ts'

export function addCatalogueCommands(program: Command, act: Acting): void {
  const catalogue = groupOf(program, 'catalogue')
  catalogue
    .command('show', { isDefault: true })
    .description('list everything that a token can be allowed, and the routes that each permission opens')
    .option('--api <slug>', 'only one API')
    .action(act(showCatalogue))
  catalogue
    .command('import <file>')
    .description('import an OpenAPI description as one API, after a preview; - for standard input')
    .requiredOption('--slug <slug>', 'starts its permissions; an API of this slug is replaced')
    .option('--name <name>', "what it is called; the description's title unless said")
    .option('--host <host...>', "where it answers; the description's servers unless said")
    .option('--path-prefix <prefix>', 'what stands in front of its paths; likewise')
    .option('--preview', 'tell what it would change, and change nothing')
    .action(act(importApi))
  catalogue
    .command('remove <slug>')
    .description('take an API out of the catalogue, after a preview')
    .option('--preview', 'tell what it would change, and change nothing')
    .action(act(removeApi))
  groupOf(program, 'roles')
    .command('list', { isDefault: true })
    .description('list the roles, least-privileged first')
    .action(act(listRoles))
}

async function showCatalogue(act: Act, { api }: { api?: string }): Promise<undefined> {
  const catalogue = await act.client().getCatalogue()
  const apis = catalogue.apis.filter(({ slug }) => api === undefined || slug === api)
  if (api !== undefined && apis.length === 0)
    throw new Stop(
      EXIT.unknown,
      `There is no API "${api}" in the catalogue`,
      `There are ${catalogue.apis.map(({ slug }) => slug).join(', ')}.`,
    )
  act.answer({ ...catalogue, apis }, (room) =>
    table(
      ['PERMISSION', 'ACCESS', 'WHAT', 'ROUTES'],
      apis.flatMap(({ slug, resources }) =>
        resources.flatMap((resource) =>
          resource.actions.map((action) => [
            `${slug}/${resource.name}:${action.name}`,
            action.access,
            `${resource.label}: ${action.label}`,
            action.routes.map(({ method, path }) => `${method} ${path}`).join(', '),
          ]),
        ),
      ),
      room,
    ),
  )
}

async function listRoles(act: Act): Promise<undefined> {
  const { roles } = await act.client().listRoles()
  act.answer(roles, (room) =>
    table(
      ['ROLE', 'NAME', 'YOURS TO GIVE', 'WHAT IT ALLOWS'],
      roles.map(({ id, name, grantable, description }) => [id, name, grantable ? 'yes' : 'no', description]),
      room,
    ),
  )
}
