import { expect, test } from 'vitest'
import { measureBody } from './body.ts'
import { readHeader } from './header.ts'

function measure(text: string): { lines: number; characters: number; quotedLines: number } {
  const mail = Buffer.from(text, 'latin1')
  return measureBody(mail, readHeader(mail, 0, mail.length))
}
const utf8 = (text: string): string => Buffer.from(text).toString('latin1')

test('own text only: no quotes, no line that leads them, no signature, no footer', () => {
  const body = [
    'Hi Bob,',
    '',
    'On Monday Bob wrote:',
    '> why?',
    '>> what?',
    'AO> how?',
    'Because:  ',
    '',
    '  it is so.',
    '>From here it is well.',
    '-- ',
    'Ann, https://www.example.org/',
  ]
  expect(measure(`Subject: x\n\n${body.join('\n')}`)).toEqual({
    lines: 4,
    characters: 7 + 8 + 9 + 22,
    quotedLines: 3,
  })
})

test.each([
  ['Mailman', '_______________________________________________\ndev mailing list'],
  [
    'ezmlm',
    '---------------------------------------------------------------------\nTo unsubscribe, e-mail: x',
  ],
  ['Pipermail', '-------------- next part --------------\nAn HTML attachment was scrubbed'],
  ['Outlook', '-----Original Message-----\nFrom: Bob'],
  ['Outlook without a line', 'From: Bob Boe <bob@example.org>\nSent: Monday'],
  ['Outlook in German', 'Von: Bob Boe <bob@example.org>\nGesendet: Montag'],
])('what %s adds does not count', (_who, text) => {
  expect(measure(`Subject: x\n\nYes.\n${text}\nmore\n`)).toEqual({ lines: 1, characters: 4, quotedLines: 0 })
})

test('a line across the page is own text when nothing of a list follows', () => {
  expect(measure(`Subject: x\n\nYes.\n${'-'.repeat(70)}\nNo.\n`).lines).toBe(3)
})

test.each([
  ['8bit', 'charset=utf-8', '8bit', utf8('Größe')],
  ['nothing declared', '', '8bit', utf8('Größe')],
  ['Latin-1', 'charset=ISO-8859-1', '8bit', 'Gr\xf6\xdfe'],
  ['quoted-printable', 'charset="utf-8"', 'quoted-printable', 'Gr=C3=B6=\n=C3=9Fe'],
  [
    'quoted-printable with blanks and Windows ends',
    'charset="utf-8"',
    'Quoted-Printable',
    'Gr=c3=b6= \t\r\n=C3=9Fe\r\n',
  ],
  ['base64', 'charset=utf-8', 'base64', 'R3LDtsOfZQ=='],
  ['UTF-16', 'charset=utf-16le', 'base64', Buffer.from('Größe', 'utf16le').toString('base64')],
])('characters of %s', (_what, charset, encoding, body) => {
  const mail = `Content-Type: text/plain; ${charset}\nContent-Transfer-Encoding: ${encoding}\n\n${body}\n`
  expect(measure(mail)).toEqual({ lines: 1, characters: 5, quotedLines: 0 })
})

test('characters of a charset with two bytes each', () => {
  const mail = 'Content-Type: text/plain; charset=gb2312\n\n\xc4\xe3\xba\xc3\n'
  expect(measure(mail).characters).toBe(2)
})

test('HTML alone, without what it hides or quotes', () => {
  const html =
    '<html><head><style>p { color: red }</style></head><body><p>One &amp; two</p><br>Three<blockquote>old</blockquote><!-- <p>no</p> --></body>'
  expect(measure(`Content-Type: text/html\n\n${html}`)).toEqual({ lines: 2, characters: 14, quotedLines: 0 })
})

test('enriched text', () => {
  const mail = 'Content-Type: text/enriched\n\n<bold>One</bold> <<tag\n<excerpt>old</excerpt>\n'
  expect(measure(mail)).toEqual({ lines: 1, characters: 8, quotedLines: 0 })
})

const part = (type: string, body: string): string => `--<<b-1>>\nContent-type: ${type}\n\n${body}\n`

test('the first plain text of several parts, whatever the boundary is made of', () => {
  const head = 'Content-Type: multipart/mixed; boundary="<<b-1>>"\n\nThis is MIME.\n'
  const nested = `Content-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/html\n\n<p>four</p>\n--in\nContent-Type: text/plain\n\nfive!\n--in--\n`
  expect(
    measure(`${head}${part('text/html', '<p>One</p>')}${part('text/plain', 'Twelve')}--<<b-1>>--\n`)
      .characters,
  ).toBe(6)
  expect(
    measure(`${head}${part('image/png', 'AAAA')}${part('text/html', '<p>One</p>')}--<<b-1>>--\n`).characters,
  ).toBe(3)
  expect(measure(`${head}--<<b-1>>\n${nested}\n--<<b-1>>--\n`).characters).toBe(5)
  expect(measure(`${head}${part('message/rfc822', 'Subject: x\n\nnot hers')}--<<b-1>>--\n`).characters).toBe(
    0,
  )
  expect(measure(`${head}${part('text/plain', 'cut off')}`).characters).toBe(7)
})

test('a boundary that never comes leaves the text as it is', () => {
  expect(measure('Content-Type: multipart/mixed; boundary="x"\n\nOne\n').characters).toBe(3)
  expect(measure('Content-Type: multipart/mixed\n\nOne\n').characters).toBe(3)
})

test('hostile mails are measured in little time', () => {
  const started = performance.now()
  measure(`Content-Type: text/html\n\n${'<blockquote>'.repeat(100_000)}`)
  measure(`Content-Type: text/html\n\n${'<'.repeat(500_000)}`)
  measure(`Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n${'= '.repeat(400_000)}`)
  measure(`Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n=${' '.repeat(800_000)}`)
  measure(
    `Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(20_000)}`,
  )
  measure(`${'x'.repeat(200)}\n`.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(5000)
})
