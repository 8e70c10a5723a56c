import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { openHouse } from '../../../test/house.ts'

type Routes = NonNullable<ApiInput['resources'][number]['actions'][number]['routes']>

/** An API `notes` whose actions are named by the keys, each with its routes, written `GET /path`. */
const notes = (actions: Record<string, string[]>, slug = 'notes'): ApiInput => ({
  slug,
  name: slug,
  pathPrefix: `/${slug}`,
  resources: [
    {
      name: 'r',
      label: 'R',
      actions: Object.entries(actions).map(([name, routes]) => ({
        name,
        label: name,
        access: 'read',
        routes: routes.map((route) => {
          const [method, path] = route.split(' ')
          return { method, path } as Routes[number]
        }),
      })),
    },
  ],
})

const FIND = { find: ['GET /n'], list: ['GET /all'] }

async function holdings(
  house: Awaited<ReturnType<typeof openHouse>>,
  ...texts: string[]
): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = []
  for (const text of texts) {
    const verdict = await house.keyward.verify(text)
    found.push(verdict.valid ? verdict.permissions.filter((each) => !each.startsWith('keyward/')) : [])
  }
  return found
}

test('a permission that goes and returns is a new one to the scopes of before, and the same to those who follow the catalogue', async (t) => {
  const house = await openHouse(t, [notes(FIND)])
  const generate = async (access: object, keyward = house.keyward) =>
    (await keyward.generateToken(house.host, { name: 'x', ...access })).plaintext
  const custom = { access: { kind: 'custom', scopes: ['notes/r:find', 'notes/r:list'] } }
  const [old, all] = [await generate(custom), await generate({ access: { kind: 'full_access' } })]
  await house.another({ catalogue: [notes({ list: ['GET /all'] })] })
  assert.deepEqual(await holdings(house, old, all), [['notes/r:list'], ['notes/r:list']])
  const back = await house.another({ catalogue: [notes(FIND)] })
  const now = await generate(custom, back)
  const both = ['notes/r:find', 'notes/r:list']
  assert.deepEqual(await holdings(house, old, all, now), [['notes/r:list'], both, both])
  const { tokens } = await back.listTokens(house.host, { search: 'x', access: 'custom' })
  const counts = tokens.map(({ access }) => access.kind === 'custom' && access.scopeCount)
  assert.deepEqual(counts.sort(), [1, 2])
  const scopes = await Promise.all(
    tokens.map(async ({ id }) => {
      const { access } = await back.getToken(house.host, { tokenId: id })
      return access.kind === 'custom' && access.scopes.join(' ')
    }),
  )
  assert.deepEqual(scopes.sort(), ['notes/r:find notes/r:list', 'notes/r:list'])
})

test('a permission that comes to open more is a new one to the scopes of before', async (t) => {
  const house = await openHouse(t, [notes(FIND)])
  const { plaintext } = await house.keyward.generateToken(house.host, {
    name: 'x',
    access: { kind: 'custom', scopes: ['notes/*:*'] },
  })
  await house.another({ catalogue: [notes({ find: ['GET /n', 'GET /secrets'], list: ['GET /everything'] })] })
  assert.deepEqual(await holdings(house, plaintext), [['notes/r:list']])
})

test('a ceiling of names follows the same rule', async (t) => {
  const house = await openHouse(t, [notes(FIND)])
  const maker = await house.keyward.generateToken(house.host, {
    name: 'maker',
    access: { kind: 'custom', scopes: ['notes/r:find', 'keyward/api-tokens:create'] },
  })
  const actor = await house.keyward.actorOf(maker.plaintext)
  const made = await house.keyward.generateToken(actor, { name: 'made' }).catch((error) => error)
  assert.equal(made.code, 'scope_exceeds_rights')
  const bounded = await house.keyward.generateToken(actor, {
    name: 'bounded',
    access: { kind: 'custom', scopes: ['notes/r:find'] },
  })
  await house.another({ catalogue: [notes({ find: ['GET /n', 'GET /secrets'] })] })
  assert.deepEqual(await holdings(house, bounded.plaintext, maker.plaintext), [[], []])
})

test('a declaration that is already in force makes no revision, and one that names an API no more takes it away', async (t) => {
  const house = await openHouse(t, [notes(FIND), notes(FIND, 'mail')])
  const revisionOf = async (catalogue: ApiInput[]) => {
    const keyward = await house.another({ catalogue })
    const { revision, apis } = await keyward.getCatalogue(house.host, {})
    return [revision, ...apis.map(({ slug }) => slug)]
  }
  assert.deepEqual(await revisionOf([notes(FIND), notes(FIND, 'mail')]), [1, 'notes', 'mail', 'keyward'])
  assert.deepEqual(await revisionOf([notes(FIND, 'mail'), notes(FIND)]), [2, 'mail', 'notes', 'keyward'])
  assert.deepEqual(await revisionOf([notes(FIND)]), [3, 'notes', 'keyward'])
})
