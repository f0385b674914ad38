// Collects a log into a workspace, for a test that kills it: `tsx collect-log-child.ts <workspace> <log> <networks>`.
import { openNetworkTeller } from '../../src/collect/networks/index.ts'
import { connectStore, migrate } from '../../src/store/index.ts'
import { collectLog } from './collect-log.ts'

const [workspace = '', log = '', networks = ''] = process.argv.slice(2)
const store = await connectStore({ workspace, url: undefined })
await migrate(store)
console.log('collecting')
const run = await collectLog(store, log, { networks: openNetworkTeller({ path: networks, isNamed: true }) })
console.log(`ended ${run.status}`)
await store.close()
