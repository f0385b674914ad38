import { examineWorkspace } from '../../src/store/index.ts'

/** Examines the workspace in a folder and prints what it found. */
const [folder = ''] = process.argv.slice(2)
console.log(JSON.stringify(await examineWorkspace({ folder, clock: { now: () => new Date() } })))
