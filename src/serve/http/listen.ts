import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { UserError } from '../../core/index.ts'
import type { App } from './context.ts'

export interface Listening {
  /** e.g. `http://127.0.0.1:4747`. */
  readonly url: string
  /** Stops taking requests, lets those under way finish for a moment, then ends. */
  close(): Promise<void>
}

const portsToTry = 100
const graceMilliseconds = 2_000

/**
 * Serves an app on this machine only. Without `port`, the first free one from `firstPort` on. Any host that is not this
 * machine is refused, because whoever reaches the door may do everything.
 */
export async function listen(
  app: App,
  options: { port?: number | undefined; firstPort: number; host: string },
): Promise<Listening> {
  const host = parseLoopback(options.host)
  const server = createAdaptorServer({ fetch: app.fetch })
  const port = await bind(server, host, options)
  const shown = host === '::1' ? '[::1]' : host
  return { url: `http://${shown}:${port}`, close: () => closeServer(server) }
}

/** An address of this machine; any other is a UserError. */
export function parseLoopback(host: string): string {
  if (host === 'localhost') return '127.0.0.1'
  if (host === '::1' || host === '[::1]') return '::1'
  if (/^127(\.\d{1,3}){3}$/.test(host)) return host
  throw new UserError(
    `Groundswell listens on this machine only (127.0.0.1 or ::1), not on ${host}: it has no users yet, so whoever reaches it may do everything. To reach it from elsewhere, forward the port over ssh.`,
  )
}

async function bind(
  server: ServerType,
  host: string,
  { port, firstPort }: { port?: number | undefined; firstPort: number },
): Promise<number> {
  const candidates =
    port === undefined ? Array.from({ length: portsToTry }, (_, index) => firstPort + index) : [port]
  for (const candidate of candidates) {
    const bound = await tryPort(server, candidate, host)
    if (bound !== undefined) return bound
  }
  if (port === undefined)
    throw new UserError(
      `The ports ${firstPort} to ${firstPort + portsToTry - 1} are all taken. Name a free one with --port.`,
      { status: 409 },
    )
  throw new UserError(
    `Port ${port} is taken. Name another with --port, or leave it out to get the next free one.`,
    {
      status: 409,
    },
  )
}

/** The port that was bound, or undefined when it is taken. */
function tryPort(server: ServerType, port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else if (error.code === 'EACCES')
        reject(
          new UserError(
            `Port ${port} needs rights this user does not have. Name one above 1023 with --port.`,
          ),
        )
      else reject(error)
    }
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

async function closeServer(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const grace = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, graceMilliseconds)
  await closed
  clearTimeout(grace)
}
