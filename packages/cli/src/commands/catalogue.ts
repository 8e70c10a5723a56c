import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { table } from '../output/table.ts'

export function addCatalogueCommands(program: Command, act: Acting): void {
  program
    .command('catalogue')
    .description('list everything that a token can be allowed, and the routes that each permission opens')
    .option('--api <slug>', 'only one API')
    .action(act(showCatalogue))
  program.command('roles').description('list the roles, least-privileged first').action(act(listRoles))
}

async function showCatalogue(act: Act, { api }: { api?: string }): Promise<undefined> {
  const catalogue = await act.client().getCatalogue()
  const apis = catalogue.apis.filter(({ slug }) => api === undefined || slug === api)
  act.answer({ ...catalogue, apis }, () =>
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
    ),
  )
}

async function listRoles(act: Act): Promise<undefined> {
  const { roles } = await act.client().listRoles()
  act.answer(roles, () =>
    table(
      ['ROLE', 'NAME', 'YOURS TO GIVE', 'WHAT IT ALLOWS'],
      roles.map(({ id, name, grantable, description }) => [id, name, grantable ? 'yes' : 'no', description]),
    ),
  )
}
