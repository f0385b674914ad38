import { existsSync } from 'node:fs'
import { takeHold } from '../../src/store/holder.ts'
import './end-with-parent.ts'

/** Tries to take every folder named, as soon as there is a file that starts the race, and prints the numbers of those it got. */
const [shot = '', ...folders] = process.argv.slice(2)
console.log('ready')
while (!existsSync(shot));
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
