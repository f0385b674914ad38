import { openWorkspace } from '../../src/store/index.ts'
import './end-with-parent.ts'

/** Opens a workspace, says so, and holds it until killed. Arguments: folder, address to announce, address of a server. */
const [folder = '', announce = '', url = ''] = process.argv.slice(2)
console.log('opening')
try {
  const workspace = await openWorkspace({
    folder,
    url: url === '' ? undefined : url,
    clock: { now: () => new Date() },
    program: 'groundswell test',
  })
  if (announce !== '') workspace.announce(announce)
  console.log(`opened by ${process.pid}`)
  setInterval(() => {}, 60_000)
} catch (error) {
  console.log(String(error))
}
