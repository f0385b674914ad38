import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A ClickHouse endpoint of its own process and folder. */
export interface TestServer {
  /** With user and password, without a database. */
  readonly url: string
  stop(): Promise<void>
}

export const testPassword = 'p@ss/w:rd#1'

/** Starts the bridge; the caller stops it. */
export async function startTestServer(folder: string): Promise<TestServer> {
  const script = fileURLToPath(new URL('./clickhouse-bridge.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, 'tester', testPassword], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await readPort(child)
  return {
    url: `http://tester:${encodeURIComponent(testPassword)}@127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
    },
  }
}

async function readPort(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The server has no output')
  for await (const line of createInterface(child.stdout)) if (/^\d+$/.test(line)) return line
  throw new Error('The server ended before it listened')
}
