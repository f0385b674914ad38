import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import { measureBody } from './body.ts'
import type { MailingListConfig } from './config.ts'
import { decodeHeader, tidyText } from './encoded-word.ts'
import { type Header, readHeader, readParameter } from './header.ts'
import { nameList } from './list-name.ts'
import { type Moment, readEnvelopeDate, readMailDate } from './mail-date.ts'
import { hashText, readFirstReference, readLastReference, readMessageId } from './message-id.ts'
import type { MailRecord } from './record.ts'
import { readSender, type Sender } from './sender.ts'
import { normaliseSubject, saysPatch, saysReply } from './subject.ts'

const longestSubject = 200
/** Of a subject no more is looked at: some are books, and looking for marks in these takes long. */
const longestLookedAt = 2000
const longestShown = 2000

/** One mail as the act of writing to the list; or why it is none, or cannot be read. */
export function toMailOutcome(record: MailRecord, config: MailingListConfig): RecordOutcome {
  const mail = record.bytes
  const header = readHeader(mail, 0, mail.length)
  if (header.lines === 0) return quarantine(record, header, 'it has no header of a mail')
  const ignored = explainNoAct(header)
  if (ignored !== undefined) return { kind: 'ignored', reason: ignored }
  const dated = readDate(header, record)
  if (dated === undefined) return quarantine(record, header, 'it has no date that can be read')
  if (header.read('from') === '' && header.read('message-id') === '' && header.read('subject') === '')
    return quarantine(record, header, 'its header has neither sender nor subject')
  return { kind: 'events', events: [toEvent(mail, header, dated, config)] }
}

function quarantine({ bytes, position }: MailRecord, header: Header, reason: string): RecordOutcome {
  // Bodies are not kept, here neither.
  const record = bytes.toString('utf8', 0, Math.min(header.end, longestShown))
  return { kind: 'quarantined', reason, position, record }
}

/** Mails nobody wrote: answering machines, returned mail, what a mail program notes in its own mailbox. */
function explainNoAct(header: Header): string | undefined {
  const submitted = header.read('auto-submitted')
  const isAnswer =
    /^auto-replied/i.test(submitted) ||
    header.has('x-autorespond') ||
    /^yes/i.test(header.read('x-autoreply')) ||
    /^auto[-_]?reply/i.test(header.read('precedence'))
  if (isAnswer) return 'it is the answer of a machine'
  if (/^multipart\/report/i.test(header.read('content-type'))) return 'it reports on the delivery of a mail'
  const isDaemon = /mailer-daemon@/i.test(header.read('from'))
  if (isDaemon && (header.has('x-imap') || header.has('x-imapbase')))
    return 'it is a note of a mail program to itself'
  if (isDaemon && header.read('return-path') === '<>') return 'it reports on the delivery of a mail'
  return undefined
}

interface Dated {
  readonly moment: Moment
  /** Its own Date could not be used. */
  readonly isOfDelivery: boolean
}

/**
 * The Date header, because it is the same in every archive; else when its first hop received it; else when it was put
 * into the mailbox.
 */
function readDate(header: Header, { envelope, now }: MailRecord): Dated | undefined {
  const own = readMailDate(decodeHeader(header.read('date')), now)
  if (own !== undefined) return { moment: own, isOfDelivery: false }
  const received = header.read('received')
  const delivered =
    readMailDate(received.slice(received.lastIndexOf(';') + 1), now) ?? readEnvelopeDate(envelope, now)
  if (delivered === undefined) return undefined
  const { offset: _ofAServer, ...moment } = delivered
  return { moment, isOfDelivery: true }
}

function toEvent(mail: Buffer, header: Header, dated: Dated, config: MailingListConfig): EventDraft {
  const charset = readParameter(header.read('content-type'), 'charset')
  const list = nameList(header) || (config.list ?? '')
  const subject = decodeHeader(header.read('subject').slice(0, longestLookedAt), charset)
  const sender = readSender(header, list, charset)
  const thread = readThread(mail, header, subject)
  const { lines, characters, quotedLines, proof } = measureBody(mail, header)
  // Set one by one: spreading what may be absent took longer than reading the date.
  const event: Draft = {
    sourceEventId: thread.ownId,
    type: thread.isReply ? 'list.reply' : 'list.thread_start',
    occurredAt: dated.moment.at,
    object: { kind: 'thread', id: thread.id },
    visibility: config.visibility,
    lawfulBasis: config.visibility === 'public' ? 'public record' : 'legitimate interest',
    attrs: toAttrs(header, { list, subject, sender, parent: thread.parent, proof }),
    quantities: { lines, characters, quoted_lines: quotedLines },
  }
  if (dated.moment.offset !== undefined) event.tzOffsetMin = dated.moment.offset
  const actor = toActor(sender)
  if (actor !== undefined) event.actor = actor
  const flags = toFlags(dated)
  if (flags !== undefined) event.flags = flags
  return event
}

type Draft = { -readonly [Part in keyof EventDraft]: EventDraft[Part] }

function toActor({ name, email }: Sender): AliasDraft | undefined {
  if (name === '') return email === '' ? undefined : { email }
  return email === '' ? { name } : { name, email }
}

function toFlags({ moment: { doubt }, isOfDelivery }: Dated): string[] | undefined {
  if (isOfDelivery) return doubt === undefined ? ['dated-by-delivery'] : [doubt, 'dated-by-delivery']
  return doubt === undefined ? undefined : [doubt]
}

interface Thread {
  readonly ownId: string
  readonly id: string
  readonly parent: string
  readonly isReply: boolean
}

/**
 * Decided by the mail alone, so that an archive of any size can be read in any order: the thread is the first of
 * References, else what is answered (In-Reply-To), else, when only the subject says `Re:`, the normalised subject, else
 * the mail itself.
 */
function readThread(mail: Buffer, header: Header, subject: string): Thread {
  const ownId = readMessageId(header.read('message-id')) || hashContent(mail, header)
  const references = header.read('references')
  const answered = header.read('in-reply-to')
  const parent = notOwn(readLastReference(answered), ownId) || notOwn(readLastReference(references), ownId)
  const first = notOwn(readFirstReference(references), ownId) || parent
  if (first !== '') return { ownId, id: first, parent, isReply: true }
  const isReply = answered !== '' || saysReply(subject)
  const words = normaliseSubject(subject)
  return {
    ownId,
    id: isReply && words !== '' ? `subject:${words.slice(0, longestSubject)}` : ownId,
    parent: '',
    isReply,
  }
}

/** Some mailers let a mail refer to itself. */
function notOwn(id: string, ownId: string): string {
  return id === ownId ? '' : id
}

/** Names a mail without Message-ID by what archivers leave as it is. */
function hashContent(mail: Buffer, header: Header): string {
  const body = mail.toString('latin1', header.end, header.end + 100_000).replace(/^>(>*From )/gm, '$1')
  const parts = [header.read('from'), header.read('date'), header.read('subject'), header.read('to')]
  return `sha256:${hashText([...parts, body.replace(/\s+/g, ' ').trim()].join('\n'))}`
}

interface Facts {
  readonly list: string
  readonly subject: string
  readonly sender: Sender
  readonly parent: string
  readonly proof: string | undefined
}

function toAttrs(header: Header, { list, subject, sender, parent, proof }: Facts): Record<string, string> {
  const attrs: Record<string, string> = {}
  const tidy = tidyText(subject, longestSubject)
  // Who asked not to be archived keeps her words; that she wrote stands in the archive all the same.
  const isUnarchived = /^yes/i.test(header.read('x-no-archive')) || /^no$/i.test(header.read('archive'))
  if (tidy !== '' && !isUnarchived) attrs['subject'] = tidy
  if (list !== '') attrs['list'] = list
  if (parent !== '') attrs['parent'] = parent
  if (proof !== undefined) attrs['proof'] = proof
  if (saysPatch(subject)) attrs['patch'] = '1'
  if (sender.isRewritten) attrs['rewritten'] = '1'
  if (sender.tool !== '') attrs['tool'] = sender.tool
  if (
    sender.isBot ||
    (/^auto-generated/i.test(header.read('auto-submitted')) && sender.tool === '' && sender.email === '')
  )
    attrs['bot'] = '1'
  return attrs
}
