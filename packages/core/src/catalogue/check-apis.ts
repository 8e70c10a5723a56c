import {
  Api,
  type ApiInput,
  type FieldFault,
  faultsOf,
  KeywardError,
  MANAGEMENT_API,
} from '@keyward/contract'
import { compileRoutes } from './routes/compile-routes.ts'

/**
 * Checks that APIs can stand together in one catalogue.
 * @throws KeywardError `catalogue_invalid`, with a fault for each place
 */
export function checkApis(apis: readonly ApiInput[]): Api[] {
  const fields: FieldFault[] = []
  const parsed: Api[] = []
  apis.forEach((input, at) => {
    const result = Api.safeParse(input)
    if (result.success) parsed.push(result.data)
    else fields.push(...faultsOf(result.error).map((fault) => under(`apis.${at}`, fault)))
  })
  if (fields.length === 0) fields.push(...nameFaults(parsed))
  if (fields.length > 0) throw invalid(fields)
  compileRoutes({ apis: parsed })
  return parsed
}

function nameFaults(apis: readonly Api[]): FieldFault[] {
  const reserved = apis.flatMap(({ slug }, at) =>
    slug === MANAGEMENT_API
      ? [{ path: `apis.${at}.slug`, message: `\`${MANAGEMENT_API}\` is Keyward’s own` }]
      : [],
  )
  const slugs = repeated(apis.map((api) => api.slug)).map((at) => ({
    path: `apis.${at}.slug`,
    message: 'another API has this slug',
  }))
  return [...reserved, ...slugs, ...apis.flatMap((api, at) => resourceFaults(api, `apis.${at}.resources`))]
}

function resourceFaults({ resources }: Api, path: string): FieldFault[] {
  const names = repeated(resources.map((resource) => resource.name)).map((at) => ({
    path: `${path}.${at}.name`,
    message: 'another resource of this API has this name',
  }))
  const actions = resources.flatMap((resource, at) =>
    repeated(resource.actions.map((action) => action.name)).map((actionAt) => ({
      path: `${path}.${at}.actions.${actionAt}.name`,
      message: 'another action of this resource has this name',
    })),
  )
  return [...names, ...actions]
}

/** Where a name stands that stood before. */
function repeated(names: readonly string[]): number[] {
  const seen = new Set<string>()
  return names.flatMap((name, at) => {
    if (seen.has(name)) return [at]
    seen.add(name)
    return []
  })
}

const under = (place: string, { path, message }: FieldFault): FieldFault => ({
  path: path ? `${place}.${path}` : place,
  message,
})

const invalid = (fields: readonly FieldFault[]) =>
  new KeywardError('catalogue_invalid', {
    detail: fields
      .map(({ path, message }) => `${path}: ${message}`)
      .slice(0, 3)
      .join('; '),
    fields,
  })
