import { readMailbox } from './address.ts'
import { tidyText } from './encoded-word.ts'
import { readMailDate } from './mail-date.ts'
import type { MailingListRecord } from './record.ts'

/** How the lines of a list of subscribers are to be read. */
export interface SubscriberForm {
  /** Undefined for one address a line. */
  readonly separator: ',' | ';' | '\t' | undefined
  readonly columns: ReadonlyMap<Column, number>
}

type Column = 'email' | 'name' | 'first' | 'last' | 'date' | 'year' | 'month' | 'day' | 'status'

/** Names of columns as list managers export them, in letters only. */
const columnNames: Readonly<Record<string, Column>> = {
  email: 'email',
  emailaddress: 'email',
  address: 'email',
  mail: 'email',
  member: 'email',
  subscriber: 'email',
  name: 'name',
  fullname: 'name',
  displayname: 'name',
  realname: 'name',
  nickname: 'name',
  firstname: 'first',
  lastname: 'last',
  date: 'date',
  joined: 'date',
  joindate: 'date',
  joinedat: 'date',
  datejoined: 'date',
  since: 'date',
  subscribed: 'date',
  subscribedat: 'date',
  subscribedon: 'date',
  subscriptiondate: 'date',
  created: 'date',
  createdat: 'date',
  joinyear: 'year',
  joinmonth: 'month',
  joinday: 'day',
  status: 'status',
  groupstatus: 'status',
}

/** What a line tells of the form, if it is the head of a table of subscribers. */
export function readSubscriberHead(line: string): SubscriberForm | undefined {
  for (const separator of [',', ';', '\t'] as const) {
    const columns = new Map<Column, number>()
    for (const [index, cell] of splitLine(line, separator).entries()) {
      const column = columnNames[cell.toLowerCase().replace(/[^a-z]/g, '')]
      if (column !== undefined && !columns.has(column)) columns.set(column, index)
    }
    if (columns.has('email')) return { separator, columns }
  }
  return undefined
}

export const plainForm: SubscriberForm = { separator: undefined, columns: new Map() }

/** One line of a list of subscribers; `undated` is when those without a date are taken to have subscribed. */
export function readSubscriber(
  line: string,
  form: SubscriberForm,
  how: { readonly position: string; readonly undated: number; readonly now: number },
): MailingListRecord {
  const cells = form.separator === undefined ? undefined : splitLine(line, form.separator)
  const read = (column: Column): string => cells?.[form.columns.get(column) ?? -1]?.trim() ?? ''
  if (/^(?:unsubscribed|banned|left|removed|bouncing|not a member)/i.test(read('status')))
    return { kind: 'passed-over', reason: 'it is no subscriber any more' }
  // Mailbox headers are bytes; so is what their reader expects.
  const written = Buffer.from(cells === undefined ? line : read('email')).toString('latin1')
  const mailbox = readMailbox(written, 'utf-8')
  if (mailbox.email === '')
    return {
      kind: 'unreadable',
      reason: 'it names no mail address',
      position: how.position,
      record: line.slice(0, 500),
    }
  const dated = readMailDate(readDate(read), how.now)
  const name = tidyText(read('name') || `${read('first')} ${read('last')}`, 200) || mailbox.name
  const flags = [dated === undefined ? 'dated-by-list' : dated.doubt].filter((flag) => flag !== undefined)
  return { kind: 'subscriber', name, email: mailbox.email, at: dated?.at ?? how.undated, flags }
}

/** The cells' date in a form that mails have too. */
function readDate(read: (column: Column) => string): string {
  const pad = (part: string): string => part.padStart(2, '0')
  if (read('year') !== '') return `${read('year')}-${pad(read('month'))}-${pad(read('day'))} 00:00`
  const date = read('date')
  return /^\d{4}-\d\d-\d\d$/.test(date) ? `${date} 00:00` : date
}

/** The cells of a line; a separator between quotes is text, and a quote is written twice. */
function splitLine(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim())
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at)
    if (char === '"' && isQuoted && line.charAt(at + 1) === '"') {
      cell += '"'
      at++
    } else if (char === '"') isQuoted = !isQuoted
    else if (char === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += char
  }
  return [...cells, cell.trim()]
}
