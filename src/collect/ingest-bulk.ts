import type { BulkConnector } from './connector.ts'
import type { Reading } from './reading.ts'

/** Lets the engine parse each file of a bulk connector and append what it says. */
export async function ingestBulk(reading: Reading, connector: BulkConnector<unknown>): Promise<string[]> {
  throw new Error(`not written yet: ${connector.name} ${reading.source.id}`)
}
