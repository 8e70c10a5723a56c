// Takes zod's place in the browser (vite.config.ts). The server parses every request; here only the names
// of fields and the words of enums are read, and a parser would be an eighth of the first load.
type Names = { shape: Record<string, unknown>; options: readonly unknown[] }

const REFUSED = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync'])

/** A schema that knows its names; every method of zod answers it again, or another like it. */
function schemaOf(names: Names): unknown {
  const schema: unknown = new Proxy(() => schema, {
    get(_, method) {
      if (method === 'shape' || method === 'options') return names[method]
      if (typeof method === 'string' && REFUSED.has(method))
        throw new TypeError('The console does not parse: the server does')
      return () => schema
    },
  })
  return schema
}

const NAMELESS: Names = { shape: {}, options: [] }
const makers: Record<string, (first: never) => unknown> = {
  strictObject: (shape: Record<string, unknown>) => schemaOf({ shape, options: [] }),
  object: (shape: Record<string, unknown>) => schemaOf({ shape, options: [] }),
  enum: (options: readonly string[]) => schemaOf({ shape: {}, options }),
  union: (options: readonly unknown[]) => schemaOf({ shape: {}, options }),
  discriminatedUnion: (_: never) => schemaOf(NAMELESS),
}

function namespace(): unknown {
  return new Proxy(() => schemaOf(NAMELESS), {
    get: (_, name) => (typeof name === 'string' ? makers[name] : undefined) ?? namespace(),
  })
}

export const z = namespace()
