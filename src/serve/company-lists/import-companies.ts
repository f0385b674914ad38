import { takeCompanies } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import type { ImportedCompanies } from '../http/contract.ts'
import { readCompanyList, type Unread } from './read-company-list.ts'

const mostLeft = 100

/**
 * Takes over what a list says of organisations known here, as decisions under the name of the list. Every row is counted once: matched,
 * already so, or not matched with the reason.
 */
export async function importCompanies(
  store: Store,
  file: { readonly name: string; readonly text: string },
  deciding: { readonly at: Date; readonly by: string },
): Promise<ImportedCompanies> {
  const { rows, unread } = readCompanyList(file.name, file.text)
  const fates = await takeCompanies(store, file.name, rows, { ...deciding, reason: `From ${file.name}` })
  const left: Unread[] = []
  const counts = { matched: 0, alreadySo: 0, unmatched: 0 }
  for (const [at, fate] of fates.entries()) {
    if (fate.fate === 'unmatched') {
      counts.unmatched++
      const { position = '', text = '' } = rows[at] ?? {}
      left.push({ position, text, reason: fate.reason })
    } else if (fate.fate === 'matched') counts.matched++
    else counts.alreadySo++
  }
  return {
    list: file.name,
    read: fates.length,
    ...counts,
    left: left.slice(0, mostLeft),
    unread: unread.length,
    unreadCells: unread.slice(0, mostLeft),
  }
}

/** UTF-8, UTF-16 where a mark says so, else what spreadsheets of old write. */
export function decodeList(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') && !bytes.includes('\ufffd')
    ? new TextDecoder('windows-1252').decode(bytes)
    : text
}
