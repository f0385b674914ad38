/** What mails and mailboxes look like at their start; all on bytes as Latin-1. */

const weekday = '(?:mon|tue|wed|thu|fri|sat|sun)'
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)'
/** `From ann@example.org  Thu Mar  1 10:00:00 2007`: only a date makes such a line more than prose. */
const dated = new RegExp(
  `^From .{0,300}?\\b${weekday},? +(?:${month}[a-z]* +\\d{1,2}|\\d{1,2} +${month}[a-z]*)\\b.{0,40}\\d{1,2}:\\d{2}`,
  'i',
)
const headerLine = /^>?(?:From |[A-Za-z][A-Za-z0-9-]{0,59} ?:)/
const mailHeader =
  /^(?:return-path|received|from|date|message-id|subject|to|cc|reply-to|sender|delivered-to|envelope-to|x-original-to|x-envelope-[a-z-]+|x-original-sender|mime-version|content-type|content-transfer-encoding|list-[a-z]+|mailing-list|references|in-reply-to|user-agent|x-mailer|authentication-results|dkim-signature|arc-[a-z-]+|received-spf|resent-[a-z-]+|newsgroups|path|x-received|x-gm-[a-z-]+|x-mozilla-[a-z-]+|x-gmail-[a-z-]+|status|x-status|x-mailman-[a-z-]+|x-list[a-z-]*|x-beenthere|precedence|errors-to) ?:/i
/** A series of patches as git writes it has the form of an mbox, but is no list's. */
const patchLine = /^From [0-9a-f]{40} Mon Sep 17 00:00:00 2001/

/** Whether a line that begins with `From ` begins a mail, by itself and by what stands around it. */
export function isSeparator(line: string, next: string, isAfterBlank: boolean): boolean {
  if (dated.test(line)) return isAfterBlank || headerLine.test(next)
  return isAfterBlank && mailHeader.test(next)
}

/** Whether a text begins like an mbox: a `From ` line and behind it a header of a mail. */
export function beginsLikeMbox(head: string): boolean {
  const [line = '', ...rest] = trimStart(head).split(/\r?\n/, 60)
  if (!line.startsWith('From ') || patchLine.test(line)) return false
  const [next = ''] = rest
  return isSeparator(line, next, true) && looksLikeHeader(rest, dated.test(line) ? 2 : 1)
}

/** Whether a text begins like a mail without a `From ` line, as a maildir holds them. */
export function beginsLikeMail(head: string): boolean {
  const lines = trimStart(head).split(/\r?\n/, 120)
  return mailHeader.test(lines[0] ?? '') && looksLikeHeader(lines, 3)
}

/** Enough lines that only mails have, before the first blank one. */
function looksLikeHeader(lines: readonly string[], fewest: number): boolean {
  const end = lines.indexOf('')
  const block = end === -1 ? lines : lines.slice(0, end)
  const known = block.filter((line) => mailHeader.test(line)).length
  const strange = block.filter((line) => !headerLine.test(line) && !/^[ \t]/.test(line)).length
  return known >= fewest && strange <= known
}

/** Without a byte order mark and blank lines. */
function trimStart(head: string): string {
  return head.replace(/^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*/, '')
}

/** Whether a mail begins somewhere in a text, for mailboxes with something before their first mail. */
export function holdsMbox(head: string): boolean {
  const lines = head.split(/\r?\n/)
  return lines.some((line, index) => dated.test(line) && mailHeader.test(lines[index + 1] ?? ''))
}
