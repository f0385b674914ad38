// Collects a log into a workspace, for a test that kills it: `tsx collect-log-child.ts <workspace> <log>`.
import { connectStore, migrate } from '../../src/store/index.ts'
import { collectLog } from './collect-log.ts'

const [workspace = '', log = ''] = process.argv.slice(2)
const store = await connectStore({ workspace, url: undefined })
await migrate(store)
console.log('collecting')
const run = await collectLog(store, log)
console.log(`ended ${run.status}`)
await store.close()
