#!/usr/bin/env node
// Looks at the Node version before anything is loaded that older ones lack.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(`keyward: Node 24.15 or newer is needed, this is ${process.versions.node}`)
  process.exit(1)
}

const { runServer } = await import('./run-server.ts')
await runServer()

export {}
