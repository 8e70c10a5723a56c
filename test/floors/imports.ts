import { parseSync } from 'vite'

export type Import = { name: string | undefined; line: number }

/** Every import of a file: static, dynamic, type-only, re-export. The name is undefined when it is computed. */
export function readImports(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source)
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`)
  const found: Import[] = []
  walk(program, (node) => {
    if (!IMPORTING.has(node.type)) return
    const from = node.source as { value?: unknown } | null
    if (!from) return
    const name = typeof from.value === 'string' ? from.value : undefined
    found.push({ name, line: source.slice(0, node.start).split('\n').length })
  })
  return found
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

type Node = { type: string; start: number; [child: string]: unknown }

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && typeof value.type === 'string') visit(value as Node)
  for (const child of Object.values(value)) walk(child, visit)
}
