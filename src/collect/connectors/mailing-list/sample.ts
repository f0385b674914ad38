import { walk } from './file-survey.ts'
import { nameListOf } from './list-name.ts'
import { readHead } from './mail-file.ts'
import { beginsLikeMail, beginsLikeMbox } from './mail-shape.ts'

const mostLookedAt = 24
const mostSeen = 5000
/** Beside the mails of an archive lie its pages, indexes and the marks of mail programs. */
const besides =
  /\.(?:html?|css|js|png|gif|jpe?g|ico|svg|msf|index|idx|cache|log|lock|db|sqlite3?|json|md|sig|asc|xml)$|^README|^LICEN[CS]E/i

/**
 * Looks at some files of a folder: the name of the list whose mails most of them hold, empty when they name none or
 * several; undefined when most hold no mails.
 */
export async function sampleFolder(path: string): Promise<string | undefined> {
  const signal = new AbortController().signal
  const lists = new Set<string>()
  let mailboxes = 0
  let lookedAt = 0
  let seen = 0
  for await (const places of walk(path, { unlisted: [], signal })) {
    seen += places.length
    for (const place of spread(places.filter(({ path: full }) => !besides.test(full)))) {
      if (lookedAt++ >= mostLookedAt) break
      const head = readHeadOrNothing(place.path)
      const text = head.toString('latin1')
      if (!(place.isDelivered ? beginsLikeMail(text) : beginsLikeMbox(text) || beginsLikeMail(text))) continue
      mailboxes++
      lists.add(nameListOf(head))
    }
    if (lookedAt >= mostLookedAt || seen >= mostSeen) break
  }
  if (mailboxes === 0 || mailboxes * 2 < Math.min(lookedAt, mostLookedAt)) return undefined
  const [only = ''] = lists
  return lists.size === 1 ? only : ''
}

/** From both ends and the middle, so that archives of several lists in one folder are seen as such. */
function spread<T>(all: readonly T[]): T[] {
  const step = Math.max(1, all.length / (mostLookedAt / 2))
  const chosen = new Set<T>()
  for (let at = 0; at < all.length; at += step) {
    const one = all[Math.floor(at)]
    if (one !== undefined) chosen.add(one)
  }
  return [...chosen]
}

function readHeadOrNothing(path: string): Buffer {
  try {
    return readHead(path).head
  } catch (error) {
    // What may not be read, or is a socket, is no evidence; reading the source reports it.
    if (error instanceof Error && 'code' in error) return Buffer.alloc(0)
    throw error
  }
}
