import type { OpenApiDocument, OpenApiOperation } from '../http/openapi.ts'
import { escapeHtml, proseHtml } from './page.ts'

type Entry = { method: string; path: string; operation: OpenApiOperation }

/** The API reference, drawn from the OpenAPI document alone. */
export function referencePage(document: OpenApiDocument): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Entry => ({ method: method.toUpperCase(), path, operation }),
    ),
  )
  const groups = document.tags.map((tag) => ({
    tag,
    entries: entries.filter(({ operation }) => operation.tags.includes(tag.name)),
  }))
  return `<h1>API reference</h1>
<p class="soft">From <a href="/openapi.json"><code>openapi.json</code></a> (OpenAPI 3.1). Errors are
<a href="/errors">problem documents</a> with a permanent code. A program sends an API token,
<code>Authorization: Bearer …</code>; the console uses its session cookie.</p>
<ul>${groups
    .flatMap((group) => group.entries)
    .map(contentsLine)
    .join('\n')}</ul>
${groups.map(({ tag, entries: own }) => `<h2>${escapeHtml(tag.name)}</h2>\n<p class="soft">${escapeHtml(tag.description)}</p>\n${own.map(entryHtml).join('\n')}`).join('\n')}
<h2>Shapes</h2>
${Object.entries(document.components.schemas)
  .map(([name, schema]) => `<section><h3 id="${name}">${name}</h3>${jsonHtml(schema)}</section>`)
  .join('\n')}`
}

const contentsLine = ({ method, path, operation }: Entry) =>
  `<li><a href="#${operation.operationId}"><code>${method} ${escapeHtml(path)}</code></a> ${escapeHtml(operation.summary)}</li>`

function entryHtml({ method, path, operation }: Entry): string {
  const { operationId, summary, description = '', parameters = [], requestBody, responses } = operation
  return `<section>
<h3 id="${operationId}">${escapeHtml(summary)}</h3>
<p><code>${method} ${escapeHtml(path)}</code></p>
<p>${proseHtml(description)}</p>
${parameters.length > 0 ? parametersHtml(parameters) : ''}
${requestBody ? `<h4>Body</h4>${contentHtml(requestBody)}` : ''}
${Object.entries(responses).map(responseHtml).join('\n')}
</section>`
}

function parametersHtml(parameters: readonly { readonly [key: string]: unknown }[]): string {
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) =>
      `<tr><td><code>${escapeHtml(String(name))}</code></td><td>${escapeHtml(String(place))}${required ? ', required' : ''}</td><td>${proseHtml(String(description ?? ''))} <code>${escapeHtml(JSON.stringify(schema))}</code></td></tr>`,
  )
  return `<h4>Parameters</h4><table><tbody>${rows.join('\n')}</tbody></table>`
}

function responseHtml([status, response]: [string, { readonly [key: string]: unknown }]): string {
  const description = String(response.description).split('\n\n').map(proseHtml).join('<br>')
  const failed = Number(status) >= 400
  return `<h4>${status}</h4><p>${description}</p>${failed ? '' : contentHtml(response)}`
}

function contentHtml({ content }: { readonly [key: string]: unknown }): string {
  if (typeof content !== 'object' || content === null) return ''
  return Object.values(content)
    .map(({ schema, example }) => `${jsonHtml(schema)}<p class="soft">For example:</p>${jsonHtml(example)}`)
    .join('')
}

/** JSON with its pointers to shapes as links. */
const jsonHtml = (value: unknown): string =>
  `<pre>${escapeHtml(JSON.stringify(value, undefined, 2)).replaceAll(/#\/components\/schemas\/(\w+)/g, '<a href="#$1">$1</a>')}</pre>`
