import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { havePart } from './apt.ts'
import { freePort } from './free-port.ts'

const SHIPPED = new URL('../../examples/gateways/nginx.conf', import.meta.url)

export type Nginx = { url: string; stop(): Promise<void> }

/** The shipped configuration, between our addresses. */
export const shippedConfiguration = (keyward: string, api: string): string =>
  replaceAll(readFileSync(SHIPPED, 'utf8'), [
    ['127.0.0.1:4117', new URL(keyward).host.replace('localhost', '127.0.0.1')],
    ['127.0.0.1:4118', new URL(api).host],
  ])

/** Runs nginx in a folder of its own, on a free port in place of 8080. */
export async function startNginx(configuration: string): Promise<Nginx> {
  const binary = await havePart('nginx')
  const folder = mkdtempSync(join(tmpdir(), 'keyward-nginx-'))
  const port = await freePort()
  const here = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${name};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    replaceAll(configuration, [
      ['listen 8080;', `listen 127.0.0.1:${port};`],
      ['http {', `http { access_log off; ${here.join(' ')}`],
    ]),
  )
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const globals = `daemon off; pid nginx.pid; error_log stderr; ${user}`
  const child = spawn(binary, ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', globals], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`)
    await sleep(20)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`The configuration has no ${from}`)
    return result.replaceAll(from, to)
  }, text)
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
