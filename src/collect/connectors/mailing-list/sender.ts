import { clarifyEmail, cleanName, type Mailbox, readMailbox, readMailboxes } from './address.ts'
import type { Header } from './header.ts'

/** Who wrote a mail, as far as its header lets us see. */
export interface Sender {
  readonly name: string
  readonly email: string
  /** The list put itself in From's place, and the writer was looked for elsewhere. */
  readonly isRewritten: boolean
  /** The tool that wrote or passed on the mail, e.g. `jira`; empty when it was a person's mailer. */
  readonly tool: string
  /** A tool speaks for itself: no person is named. */
  readonly isBot: boolean
}

/** The writer of a mail to a list whose address is `list`, dots for @, e.g. `dev.lists.example.org`. */
export function readSender(header: Header, list: string, charset: string): Sender {
  const from = readFrom(header.read('from') || header.read('sender'), charset)
  const tool = findTool(header) || from.tool
  if (tool !== '') return { ...readBehindTool(header, from, charset), isRewritten: false, tool }
  const { name, email } = from
  if (!isRewritten(header, from, list)) return { name, email, isRewritten: false, tool: '', isBot: false }
  return { ...readBehindList(header, from, list, charset), isRewritten: true, tool: '', isBot: false }
}

interface From extends Mailbox {
  readonly tool: string
  /** The address as lists name themselves: in small letters, a dot for @. */
  readonly dotted: string
  readonly saysVia: boolean
}

const mostKnown = 5000
const known = new Map<string, From>()

/** Few write most mails, so what their From says is taken apart once. */
function readFrom(value: string, charset: string): From {
  const before = known.get(value)
  if (before !== undefined) return before
  const mailbox = readMailbox(value, charset)
  const from = {
    ...mailbox,
    tool: findToolOf(mailbox),
    dotted: toDotted(mailbox.email),
    saysVia: viaMark.test(mailbox.name) || isPseudonym(mailbox.email),
  }
  // What raw bytes mean hangs on the charset of each mail.
  if (/[\x80-\xff]/.test(value)) return from
  if (known.size >= mostKnown) known.clear()
  known.set(value, from)
  return from
}

// "Ann Ott via Dev", "'Ann Ott' via dev", "Ann Ott (via dev Mailing List)", "Ann Ott (via Dev)"
const viaMark = /^(.*?)\s*[([]?\s*\bvia\s+[^()]+[)\]]?\s*$/iu

function isRewritten(header: Header, from: From, list: string): boolean {
  if (header.has('x-original-from') || header.has('x-mailman-original-from')) return true
  if (list !== '' && from.dotted === list) return true
  // Somebody may be called “Via”, and writes from an address of her own.
  return from.saysVia && (from.email === '' || isOfList(from.email, list))
}

function isListAddress(email: string, list: string): boolean {
  return list !== '' && toDotted(email) === list
}

function toDotted(email: string): string {
  return email.toLowerCase().replace('@', '.')
}

/** LISTSERV writes `00001234-dmarc-request@listserv.example.org`, which is nobody's. */
function isPseudonym(email: string): boolean {
  return /-dmarc-request@/i.test(email)
}

/** Whether an address lies in a domain of the list, or carries another in itself (`ann=example.org@lists.example.net`). */
function isOfList(email: string, list: string): boolean {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  if (list.endsWith(domain) || local.includes('=') || isPseudonym(email)) return true
  return /(?:^|\.)(?:lists?|groups?|googlegroups|listserv)\./.test(`${domain}.`)
}

/** The writer behind a list's own address: what the list kept of her in other headers. */
function readBehindList(header: Header, from: Mailbox, list: string, charset: string): Mailbox {
  const bare = viaMark.exec(from.name)?.[1] ?? from.name
  const name = cleanName(bare)
  const kept = ['x-original-from', 'x-mailman-original-from', 'original-from', 'resent-from'] as const
  for (const place of kept) {
    const original = readMailbox(header.read(place), charset)
    if (original.email !== '' && !isListAddress(original.email, list)) return nameAs(original, name)
  }
  const inName = clarifyEmail(name)
  if (inName !== '') return { name: '', email: inName }
  const packed = /^([^@=]+)=([^@=]+\.[^@=]+)@/.exec(from.email)
  if (packed !== null) return { name, email: `${packed[1]}@${packed[2]}` }
  const answers = [...readMailboxes(header.read('reply-to'), charset), ...findNamesake(header, name, charset)]
  const ownDomain = toDomain(from.email)
  const writer = answers.find(
    (mailbox) =>
      !isOfListItself(mailbox.email, list) &&
      // Another list of the same house is where answers are wanted, not who wrote.
      (toDomain(mailbox.email) !== ownDomain || (name !== '' && mailbox.name === name)),
  )
  if (writer !== undefined) return nameAs(writer, name)
  return isListAddress(from.email, list) || isOfList(from.email, list)
    ? { name, email: '' }
    : { ...from, name }
}

function toDomain(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

function nameAs(mailbox: Mailbox, name: string): Mailbox {
  const isName = name !== '' && clarifyEmail(name) === ''
  return { name: isName ? name : mailbox.name, email: mailbox.email }
}

/** Lists that answer to themselves put the writer into Cc; she is the one there of the same name. */
function findNamesake(header: Header, name: string, charset: string): Mailbox[] {
  if (name === '') return []
  return readMailboxes(header.read('cc'), charset).filter((mailbox) => mailbox.name === name)
}

function isOfListItself(email: string, list: string): boolean {
  if (isListAddress(email, list)) return true
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const bare = local.replace(/[-+](request|bounces?|owner|help|subscribe|unsubscribe|dmarc-request)\b.*$/, '')
  return `${bare}.${domain}` === list
}

/** Tools whose mails name the person who acted in From's display name, and that person's own address nowhere. */
const toolAddresses: readonly (readonly [RegExp, string])[] = [
  [/^(jira|jirabot)@|@jira\./i, 'jira'],
  [/^notifications@github\.com$|^noreply@github\.com$/i, 'github'],
  [/^gitbox@/i, 'git'],
  [/^gitlab@|@(mg\.)?gitlab\./i, 'gitlab'],
  [/^gerrit@|@gerrit|^noreply-gerrit/i, 'gerrit'],
  [/^bugzilla(-daemon)?@|^bugzilla\b.*@/i, 'bugzilla'],
  [/^(jenkins|hudson|buildbot|builds?|ci|travis|continuum|gump)@/i, 'build'],
  [/^confluence@/i, 'confluence'],
  [/^reviewboard@|^noreply@reviews?\./i, 'review board'],
  [
    /^(trac|redmine|launchpad|savannah-bounces|mantis)@|^(bounces@canonical|noreply@sourceforge)\./i,
    'tracker',
  ],
  [/^(no-?reply|do-?not-?reply|notifications?|mailer-daemon|cron)@/i, 'program'],
]

const toolHeaders = [
  ['x-jira-fingerprint', 'jira'],
  ['x-github-sender', 'github'],
  ['x-gerrit-messagetype', 'gerrit'],
  ['x-bugzilla-who', 'bugzilla'],
  ['x-gitlab-project', 'gitlab'],
  ['x-jenkins-job', 'build'],
] as const

function findTool(header: Header): string {
  for (const [name, tool] of toolHeaders) if (header.has(name)) return tool
  return ''
}

function findToolOf(from: Mailbox): string {
  for (const [pattern, tool] of toolAddresses) if (pattern.test(from.email)) return tool
  const named = toolName.exec(from.name)?.[1]?.toLowerCase()
  return named === undefined ? '' : (toolOf[named] ?? 'build')
}

/** Tools that write from an address which says nothing, e.g. `GitBox <git@example.org>`. */
const toolName =
  /^(?:\w+ )?(gitbox|jenkins|hudson|buildbot|jira|gerrit|bugzilla|confluence|continuum|gump|travis ci)(?: (?:server|bot|user|ci|system|daemon))*$/i
const toolOf: Readonly<Record<string, string>> = {
  gitbox: 'git',
  jira: 'jira',
  gerrit: 'gerrit',
  bugzilla: 'bugzilla',
  confluence: 'confluence',
}

/** A tool's address is nobody's: it would make one person of all who use the tool. */
function readBehindTool(header: Header, from: Mailbox, charset: string): Mailbox & { isBot: boolean } {
  const actor = readMailbox(header.read('x-bugzilla-who'), charset)
  const name = cleanName(
    from.name.replace(
      /\s*[([](jira|code review|gerrit|via github|bugzilla|confluence|github|gitlab|@[^)\]]*)[)\]]\s*$/i,
      '',
    ),
  )
  const isPerson = isPersonalName(name)
  if (actor.email !== '' && !actor.email.startsWith('bugzilla'))
    return { name: actor.name || (isPerson ? name : ''), email: actor.email, isBot: false }
  return isPerson ? { name, email: '', isBot: false } : { ...from, name, isBot: true }
}

const toolWord =
  /\b(jira|jenkins|hudson|gitbox|github|gitlab|gerrit|bugzilla|bot|buildbot|build|server|daemon|admin|notifications?|no-?reply|apache|system|service|ci|cron|mailer|team|project|software|foundation)\b/i

/** Two words at least, and none of a machine's. */
function isPersonalName(name: string): boolean {
  return /\p{L}\S*\s+\S*\p{L}/u.test(name) && !toolWord.test(name)
}
