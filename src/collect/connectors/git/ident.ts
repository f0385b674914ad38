import { type Moment, readRawMoment } from './moment.ts'
import type { Ident } from './record.ts'

/** What stands after `author`, `committer` or `tagger` in an object: `Name <email> 1112911993 -0700`. */
export function readIdentLine(
  line: string,
  now: Date,
): { readonly ident: Ident; readonly moment: Moment | undefined } {
  const open = line.indexOf('<')
  const close = line.lastIndexOf('>')
  if (open === -1 || close < open) return { ident: { name: line.trim(), email: '' }, moment: undefined }
  return {
    ident: readIdent(line.slice(0, close + 1)),
    moment: readRawMoment(line.slice(close + 1).trim(), now),
  }
}

/** `Name <email>`; without an address, all of it is the name. */
export function readIdent(text: string): Ident {
  const open = text.indexOf('<')
  const close = text.lastIndexOf('>')
  if (open === -1 || close < open) return { name: text.trim(), email: '' }
  return { name: text.slice(0, open).trim(), email: text.slice(open + 1, close).trim() }
}
