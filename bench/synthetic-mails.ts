import { makeRandom } from './random.ts'

const givenNames = [
  'Ann',
  'Bob',
  'Cyd',
  'Dee',
  'Eve',
  'Fay',
  'Gus',
  'Hal',
  'Ida',
  'Jon',
  'Kim',
  'Lou',
  'Jürgen',
  'Zoë',
  'Łucja',
  '明',
]
const familyNames = [
  'Ott',
  'Boe',
  'Carr',
  'Dunn',
  'Ek',
  'Foss',
  'Groß',
  'Hahn',
  'Imai',
  'Jaś',
  'Kerr',
  'Lund',
]
const words =
  'the build fails when a parser meets an empty module so we should cache every symbol before linking and then run all tests again because release notes need a patch für größere Änderungen'.split(
    ' ',
  )
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Random = () => number

/** Made-up mails of a list as an mbox holds them, each with its `From ` line, the same for the same seed. */
export function* makeMails(count: number, seed: number): Generator<Buffer> {
  const random = makeRandom(seed)
  const start = Date.UTC(2012, 0, 2)
  const recent: { id: string; references: string; subject: string }[] = []
  for (let index = 0; index < count; index++) {
    const at = new Date(start + index * 4_800_000)
    const sender = Math.floor(1200 ** random())
    const id = `<${index.toString(36)}.${Math.floor(random() * 1e12).toString(36)}@mail${sender % 90}.example.org>`
    const parent = random() < 0.7 ? recent[Math.floor(random() * recent.length)] : undefined
    const subject = parent?.subject ?? makeText(random, 3 + Math.floor(random() * 6)).trim()
    const references = parent === undefined ? '' : `${parent.references} ${parent.id}`.trim()
    recent.push({ id, references, subject })
    if (recent.length > 40) recent.shift()
    const header = [
      ...makeHops(random, at, sender),
      `From: ${makeSender(sender)}`,
      'To: dev@lists.example.org',
      `Subject: ${encode(`${parent === undefined ? '' : 'Re: '}[dev] ${subject}`)}`,
      `Date: ${writeDate(at, sender)}`,
      `Message-ID: ${id}`,
      ...(parent === undefined
        ? []
        : [`In-Reply-To: ${parent.id}`, `References: ${references.split(' ').slice(-12).join('\r\n\t')}`]),
      'MIME-Version: 1.0',
      ...makeListHeaders(),
    ]
    const content = makeContent(random, parent !== undefined)
    const envelope = `From dev-bounces@lists.example.org  ${writeCtime(at)}`
    const text = [envelope, ...header, ...content.header, '', content.body, '']
      .join('\n')
      .replaceAll('\r\n', '\n')
    yield Buffer.from(`${text}\n`)
  }
}

function makeText(random: Random, count: number): string {
  let text = ''
  let width = 0
  for (let index = 0; index < count; index++) {
    const word = words[Math.floor(random() * words.length)] ?? ''
    width += word.length + 1
    text += width > 70 ? `\n${word} ` : `${word} `
    if (width > 70) width = word.length
  }
  return text
}

/** Quoted lines of the mail that is answered, own text, a signature, the list's footer. */
function makeBody(random: Random, isReply: boolean): string {
  const own = makeText(random, 30 + Math.floor(random() * 220))
  const signature = random() < 0.5 ? '\n-- \nhttps://www.example.org/\n' : ''
  const footer =
    '\n_______________________________________________\ndev mailing list\ndev@lists.example.org\nhttps://lists.example.org/listinfo/dev\n'
  if (!isReply) return `Hi all,\n\n${own}\n${signature}${footer}`
  const quoted = makeText(random, 40 + Math.floor(random() * 260))
  return `On Mon, Jan 2, 2012 at 10:00 AM, Ann Ott <ann@example.org> wrote:\n${quoted.replace(/^/gm, '> ')}\n\n${own}\n${signature}${footer}`
}

function makeContent(random: Random, isReply: boolean): { header: string[]; body: string } {
  const text = makeBody(random, isReply)
  const kind = random()
  if (kind < 0.4)
    return {
      header: ['Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: 8bit'],
      body: text,
    }
  if (kind < 0.72)
    return {
      header: ['Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: quoted-printable'],
      body: packQuoted(text),
    }
  if (kind < 0.8)
    return {
      header: ['Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64'],
      body: packBase64(text),
    }
  const html = `<html><body><p>${text.replaceAll('\n', '<br>\n')}</p></body></html>`
  if (kind < 0.83)
    return {
      header: ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
      body: packQuoted(html),
    }
  const boundary = `=_${Math.floor(random() * 1e12).toString(36)}`
  const part = (type: string, content: string): string =>
    `--${boundary}\nContent-Type: ${type}; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n${packQuoted(content)}\n`
  const attachment =
    random() < 0.2
      ? `--${boundary}\nContent-Type: image/png; name="screen.png"\nContent-Transfer-Encoding: base64\n\n${packBase64(text.repeat(6))}\n`
      : ''
  return {
    header: [
      `Content-Type: multipart/${attachment === '' ? 'alternative' : 'mixed'}; boundary="${boundary}"`,
    ],
    body: `${part('text/plain', text)}${part('text/html', html)}${attachment}--${boundary}--\n`,
  }
}

function packBase64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n')
}

function packQuoted(text: string): string {
  return text
    .split('\n')
    .map((line) => packLine(line))
    .join('\n')
}

function packLine(line: string): string {
  const packed = [...Buffer.from(line)]
    .map((byte) =>
      byte === 61 || byte > 126
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
    .replace(/ $/, '=20')
  return packed.replace(/(.{60,70}?)(?=[^=]{3}.)(?!$)/g, '$1=\n')
}

function encode(text: string): string {
  const flat = text.replaceAll('\n', ' ')
  return /[^\x20-\x7e]/.test(flat) ? `=?utf-8?B?${Buffer.from(flat).toString('base64')}?=` : flat
}

function makeSender(sender: number): string {
  const name = `${givenNames[sender % givenNames.length]} ${familyNames[(sender * 7) % familyNames.length]}`
  const address = `p${sender}@mail${sender % 90}.example.org`
  return sender % 5 === 0 ? `${address} (${encode(name)})` : `${encode(name)} <${address}>`
}

function makeHops(random: Random, at: Date, sender: number): string[] {
  const hash = (): string => Math.floor(random() * 2 ** 50).toString(36)
  const signature = Array.from(
    { length: 5 },
    () => `\t${(hash() + hash() + hash() + hash() + hash() + hash()).slice(0, 64)}`,
  ).join('\n')
  return [
    'Return-Path: <dev-bounces@lists.example.org>',
    'X-Original-To: archive@archive.example.net',
    'Delivered-To: archive@archive.example.net',
    `Received: from lists.example.org (lists.example.org [192.0.2.7])\n\tby archive.example.net (Postfix) with ESMTPS id ${hash()}\n\tfor <archive@archive.example.net>; ${writeDate(at, 0)}`,
    `Received: from localhost (localhost [127.0.0.1])\n\tby lists.example.org (Postfix) with ESMTP id ${hash()};\n\t${writeDate(at, 0)}`,
    `Received: from mail${sender % 90}.example.org ([198.51.100.${sender % 250}])\n\tby lists.example.org with esmtps (TLS1.2) id ${hash()};\n\t${writeDate(at, 0)}`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail${sender % 90}.example.org; s=s1;\n\th=from:to:subject:date:message-id;\n\tbh=${hash()}=; b=\n${signature}`,
    'X-Virus-Scanned: amavisd-new at lists.example.org',
    'X-Spam-Status: No, score=-2.1 required=6.31 tests=[BAYES_00=-1.9,\n\tDKIM_SIGNED=0.1, DKIM_VALID=-0.1, SPF_PASS=-0.001] autolearn=ham',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:68.0) Gecko/20100101 Thunderbird/68.1.0',
  ]
}

function makeListHeaders(): string[] {
  return [
    'X-BeenThere: dev@lists.example.org',
    'X-Mailman-Version: 2.1.29',
    'Precedence: list',
    'List-Id: Development <dev.lists.example.org>',
    'List-Unsubscribe: <https://lists.example.org/options/dev>,\n <mailto:dev-request@lists.example.org?subject=unsubscribe>',
    'List-Archive: <https://lists.example.org/pipermail/dev/>',
    'List-Post: <mailto:dev@lists.example.org>',
    'List-Help: <mailto:dev-request@lists.example.org?subject=help>',
    'Errors-To: dev-bounces@lists.example.org',
    'Sender: "dev" <dev-bounces@lists.example.org>',
  ]
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function writeDate(at: Date, sender: number): string {
  const hours = (sender % 24) - 11
  const wall = new Date(at.getTime() + hours * 3_600_000)
  const zone = `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}00`
  return `${days[wall.getUTCDay()]}, ${wall.getUTCDate()} ${months[wall.getUTCMonth()]} ${wall.getUTCFullYear()} ${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())} ${zone}`
}

function writeCtime(at: Date): string {
  return `${days[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${at.getUTCFullYear()}`
}
