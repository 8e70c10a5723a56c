import type { FastifyReply } from 'fastify'
import { pagePolicy } from '../http/security-headers.ts'

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a4149); --soft: light-dark(#59636e, #a7b1bc);
  --tint: light-dark(#f4f6f8, #20252b); --link: light-dark(#0b5cad, #7db7f5) }
body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem;
  color: light-dark(#1c2127, #e6eaee); background: light-dark(#fff, #16191d) }
h1 { font-size: 1.7rem; margin: 0 0 .5rem } h2 { margin: 2.5rem 0 .5rem; font-size: 1.3rem }
h3 { margin: 2rem 0 .25rem; font-size: 1.05rem } h4 { margin: 1rem 0 .25rem; font-size: .95rem }
a { color: var(--link) } p { margin: .35rem 0 } .soft { color: var(--soft) }
code, pre { font: .9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto;
  white-space: pre-wrap }
table { border-collapse: collapse; width: 100%; font-size: .93em } th { text-align: left }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; vertical-align: top }
section { border-top: 1px solid var(--line); margin-top: 1.5rem } ul { padding-left: 1.2rem }
`
const POLICY = pagePolicy(STYLE)

/** Text as it may stand in HTML, quotes included. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Escapes a sentence and shows what stands between backticks as code. */
export const proseHtml = (text: string): string =>
  escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

/** One of our plain pages, written once for all who will read it: no script, one style sheet inside. */
export const writePage = (title: string, body: string): Buffer =>
  Buffer.from(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Keyward</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`)

/** Answers with a page that was written. */
export const sendPage = (reply: FastifyReply, page: Buffer): FastifyReply =>
  reply
    .header('content-security-policy', POLICY)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page)
