/** Tells the webhooks of a workspace what waits, until it is killed. Argument: the workspace. */
import { openCourier } from '../../src/act/index.ts'
import { openAsker, openSecretBox } from '../../src/collect/index.ts'
import { connectStore } from '../../src/store/index.ts'
import './end-with-parent.ts'

const [workspace = ''] = process.argv.slice(2)
const store = await connectStore({ workspace, url: undefined })
const clock = { now: () => new Date() }
const asker = openAsker({ clock, privateHosts: ['127.0.0.1'] })
const secrets = openSecretBox({ given: '7'.repeat(64) })
await openCourier({ store, clock, asker, secrets }).deliver(new AbortController().signal)
