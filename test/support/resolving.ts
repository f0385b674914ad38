/** Resolves a workspace over and over, naming each step, until it is killed. Argument: the workspace. */
import { resolve } from '../../src/resolve/index.ts'
import { connectStore } from '../../src/store/index.ts'

const [workspace = ''] = process.argv.slice(2)
const store = await connectStore({ workspace, url: undefined })
for (;;)
  await resolve(store, {
    asOf: new Date('2030-01-01'),
    signal: new AbortController().signal,
    onStep: (step) => console.log(step),
  })
