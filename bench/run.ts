// Measures Keyward beside plain limits of this machine, in one run. Words name the parts to measure; all unless said.
// Prints tables; `--json FILE` also writes the figures.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measureChanges, measureListing } from './changes.ts'
import { type Group, printGroup } from './figures.ts'
import { measureGateway } from './gateway.ts'
import { measureInProcess } from './in-process.ts'
import { measureOverHttp } from './over-http.ts'
import { type StockedDatabase, stockDatabase } from './stocked-database.ts'

const TOKENS = 100_000
const PARTS = ['in-process', 'changes', 'listing', 'http', 'gateway'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, tokens: { type: 'string', default: String(TOKENS) } },
})
const unknown = positionals.find((word) => !PARTS.some((part) => part === word))
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}": ${PARTS.join(', ')}`)
  process.exit(1)
}
const wants = (part: (typeof PARTS)[number]) => positionals.length === 0 || positionals.includes(part)

console.log(`Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}`)
const groups: Group[] = []
const show = (...measured: Group[]) => {
  groups.push(...measured)
  for (const group of measured) printGroup(group)
}

if (wants('in-process') || wants('changes') || wants('listing')) {
  const stock: StockedDatabase = await stockDatabase(Number(values.tokens))
  try {
    if (wants('in-process')) show(...(await measureInProcess(stock)))
    if (wants('changes')) show(await measureChanges(stock))
    if (wants('listing')) show(await measureListing(stock))
  } finally {
    stock.remove()
  }
}
if (wants('http')) show(...(await measureOverHttp()))
if (wants('gateway')) show(await measureGateway())

if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(groups, null, 2)}\n`)
