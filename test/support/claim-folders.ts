import { takeHold } from '../../src/store/holder.ts'
import './end-with-parent.ts'

/** Tries to take every folder named, from a given moment on, and prints the numbers of those it got. */
const [at = '0', ...folders] = process.argv.slice(2)
while (Date.now() < Number(at));
const taken: number[] = []
for (const [number, folder] of folders.entries()) {
  try {
    takeHold(folder, { program: 'a racer', startedAt: new Date() })
    taken.push(number)
  } catch (error) {
    if (!String(error).includes('is in use by process')) throw error
  }
}
console.log(`took ${JSON.stringify(taken)}`)
// Until killed: a process that ended holds nothing.
setInterval(() => {}, 60_000)
