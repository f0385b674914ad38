import { backup, openWorkspace, restore } from '../../src/store/index.ts'

/** Backs up or restores and says each step. Arguments: `backup <workspace> <target>` or `restore <from> <workspace>`. */
const [what, from = '', to = ''] = process.argv.slice(2)
const clock = { now: () => new Date() }
const options = {
  clock,
  program: 'groundswell test',
  onStep: (table: string) => console.log(`step ${table}`),
}
if (what === 'backup') {
  const workspace = await openWorkspace({ folder: from, ...options })
  console.log('opened')
  await backup(workspace.store, to, options)
  await workspace.close()
} else await restore(from, { folder: to, ...options })
console.log('done')
