import { startChild } from './child.ts'

/** A ClickHouse endpoint of its own process and folder. */
export interface TestServer {
  /** With user and password, without a database. */
  readonly url: string
  stop(): Promise<void>
}

export const testPassword = 'p@ss/w:rd#1'

/** Starts the bridge; the caller stops it. */
export async function startTestServer(folder: string): Promise<TestServer> {
  const child = startChild('clickhouse-bridge.ts', [folder, 'tester', testPassword])
  const port = await child.waitFor(/^\d+$/)
  return {
    url: `http://tester:${encodeURIComponent(testPassword)}@127.0.0.1:${port}`,
    stop: () => child.kill('SIGKILL'),
  }
}
