import { placeInSegments } from '../src/segment/place.ts'
import { publishDefinitions } from '../src/segment/index.ts'
import { connectStore, migrate } from '../src/store/index.ts'
import { fillActs, lookedAt } from './rule-community.ts'
import { writeRules } from './rule-set.ts'
const store = await connectStore({ workspace: '/tmp/rules-ws', url: undefined })
await migrate(store)
await fillActs(store, { people: 200000, acts: 5000000 })
await publishDefinitions(store, writeRules(100, 30), { by: 'bench', at: lookedAt, reason: '' })
await placeInSegments(store, { schemes: [], asOf: lookedAt, beganAt: new Date(), signal: new AbortController().signal, parts: [] })
await store.close()
