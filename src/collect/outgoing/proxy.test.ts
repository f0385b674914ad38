import { createServer, type RequestListener } from 'node:http'
import { createServer as createSafeServer } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeSelfSigned } from '../../../test/support/self-signed.ts'
import { type Asker, openAsker } from './asker.ts'
import { chooseProxy, type Proxies } from './proxy.ts'

interface Proxy {
  readonly port: number
  /** What it was asked for, with the login. */
  readonly asked: { readonly path: string; readonly login: string }[]
  /** Instead of letting through. */
  status: number | undefined
}

/** The name that only the proxy knows: it leads to whatever server a test opened. */
const outside = 'forum.outside.test'
const { signal } = new AbortController()
let proxy: Proxy
let target: number
let requests: string[]
let opened: { close(): Promise<void> }[]

beforeEach(async () => {
  opened = []
  requests = []
  proxy = await openProxy()
})
afterEach(() => Promise.all(opened.map((one) => one.close())))

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  opened.push({ close })
  return (server.address() as AddressInfo).port
}

/** A proxy as companies have one: it looks names up itself and joins two connections. */
async function openProxy(): Promise<Proxy> {
  const proxy = { port: 0, asked: [] as Proxy['asked'], status: undefined as number | undefined }
  const server = createServer((_request, response) => response.writeHead(400).end())
  server.on('connect', ({ url = '', headers }, client: Socket, head: Buffer) => {
    const login = String(headers['proxy-authorization'] ?? '').replace('Basic ', '')
    proxy.asked.push({ path: url, login: Buffer.from(login, 'base64').toString() })
    client.on('error', () => undefined)
    if (proxy.status !== undefined) return void client.end(`HTTP/1.1 ${proxy.status} No\r\n\r\n`)
    const server = connect(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      server.write(head)
      server.pipe(client).pipe(server)
    })
    server.on('error', () => client.destroy())
  })
  proxy.port = await listen(server)
  return proxy
}

async function openTarget(certificateFor?: string): Promise<void> {
  const answer: RequestListener = (request, response) => {
    requests.push(`${request.headers.host}${request.url}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  }
  const server =
    certificateFor === undefined
      ? createServer(answer)
      : createSafeServer(makeSelfSigned(certificateFor), answer)
  target = await listen(server)
}

function openBehind(settings: {
  privateHosts?: readonly string[]
  proxies?: Partial<Proxies>
  addresses?: readonly string[]
}): Asker {
  const at = `http://127.0.0.1:${proxy.port}`
  const asker = openAsker({
    clock: { now: () => new Date() },
    privateHosts: settings.privateHosts ?? [],
    proxies: { http: at, https: at, except: [], ...settings.proxies },
    lookUp: async () => settings.addresses ?? [],
    pause: async () => undefined,
  })
  opened.push(asker)
  return asker
}

const ask = (asker: Asker, url: string) => asker.forSource({ hosts: [new URL(url).host], signal })({ url })

/** While no certificate is checked; the only way to trust one that was made just now. */
async function trustingAll<T>(act: () => Promise<T>): Promise<T> {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  try {
    return await act()
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
  }
}

describe('through a proxy', () => {
  test('a server is asked by its name, encrypted from here to there', async () => {
    await openTarget(outside)
    const asker = openBehind({
      proxies: { https: `http://ann:s%40fe@127.0.0.1:${proxy.port}` },
    })
    const answer = await trustingAll(() => ask(asker, `https://${outside}/t.json`))
    expect(answer.json).toEqual({ ok: true })
    expect(requests).toEqual([`${outside}/t.json`])
    expect(proxy.asked).toEqual([{ path: `${outside}:443`, login: 'ann:s@fe' }])
    // The connection is used again, once it is known to be idle.
    await new Promise((resolve) => setTimeout(resolve, 20))
    await trustingAll(() => ask(asker, `https://${outside}/2.json`))
    expect(proxy.asked).toHaveLength(1)
  })

  test('a certificate nobody vouches for is refused, and nothing is told to the server', async () => {
    await openTarget(outside)
    await expect(ask(openBehind({}), `https://${outside}/`)).rejects.toThrow(
      /forum\.outside\.test shows a certificate nobody known vouches for/,
    )
    expect(requests).toEqual([])
  })

  test('a host the operator named is asked without encryption', async () => {
    await openTarget()
    const asker = openBehind({ privateHosts: ['wiki.intern'], addresses: ['10.1.2.3'] })
    expect((await ask(asker, 'http://wiki.intern:8080/')).json).toEqual({ ok: true })
    expect(proxy.asked.map(({ path }) => path)).toEqual(['wiki.intern:8080'])
    await expect(ask(asker, `http://${outside}/`)).rejects.toThrow(/only https/)
  })

  test.each([
    [['10.1.2.3'], /at 10\.1\.2\.3, an address inside a private network/],
    [['93.184.215.14', '::ffff:192.168.0.1'], /inside a private network/],
    [['169.254.169.254'], /keep their own secrets/],
  ])('a name that is at %s here is not asked for', async (addresses, sentence) => {
    await expect(ask(openBehind({ addresses }), `https://${outside}/`)).rejects.toThrow(sentence)
    expect(proxy.asked).toEqual([])
  })

  test.each([
    'https://169.254.169.254',
    'https://[::ffff:169.254.169.254]',
    'https://10.0.0.1',
    'https://2852039166',
  ])('the address %s is not asked for', async (url) => {
    await expect(ask(openBehind({}), url)).rejects.toThrow(/private network|never asked/)
    expect(proxy.asked).toEqual([])
  })

  test('secrets of the machine are not asked for by an allowed name either', async () => {
    const asker = openBehind({ privateHosts: ['meta.intern'], addresses: ['169.254.169.254'] })
    await expect(ask(asker, 'http://meta.intern/')).rejects.toThrow(/keep their own secrets/)
    expect(proxy.asked).toEqual([])
  })

  test('this machine and the excepted are asked without', async () => {
    await openTarget()
    const asker = openBehind({ privateHosts: ['127.0.0.1'] })
    expect((await ask(asker, `http://127.0.0.1:${target}/`)).json).toEqual({ ok: true })
    expect(proxy.asked).toEqual([])
  })
})

describe('a proxy that does not help', () => {
  test.each([
    [407, /The proxy 127\.0\.0\.1:\d+ asks who you are\. .*HTTPS_PROXY=http:\/\/name:password@127/],
    [403, /does not let anybody through to forum\.outside\.test:443 \(403\)/],
    [503, /could not be asked \(the proxy 127\.0\.0\.1:\d+ answered 503\), 6 times in a row/],
  ])('answers %i', async (status, sentence) => {
    proxy.status = status
    const asker = openBehind({ proxies: { https: `http://ann:hidden@127.0.0.1:${proxy.port}` } })
    const failed = ask(asker, `https://${outside}/`)
    await expect(failed).rejects.toThrow(sentence)
    await failed.catch((error: Error) => expect(error.message).not.toContain('hidden'))
  })

  test('is not there, or no proxy at all', async () => {
    const away = openBehind({ proxies: { https: 'http://127.0.0.1:9' } })
    await expect(ask(away, `https://${outside}/`)).rejects.toThrow(
      /the proxy 127\.0\.0\.1:9 cannot be reached/,
    )
    const socks = openBehind({ proxies: { https: 'socks5://ann:hidden@127.0.0.1:1080' } })
    const refused = ask(socks, `https://${outside}/`)
    await expect(refused).rejects.toThrow(/^HTTPS_PROXY is no address of a proxy that can be used/)
    await refused.catch((error: Error) => expect(error.message).not.toContain('hidden'))
  })
})

describe('which proxy', () => {
  const choose = (except: string, url: string): string | undefined => {
    const { protocol, hostname, port } = new URL(url)
    const proxies = {
      http: 'plain.example.com:80',
      https: 'https://safe.example.com',
      except: except.split(','),
    }
    return chooseProxy(proxies, {
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
    })?.hostname
  }

  test('the one of the protocol', () => {
    expect(choose('', 'https://forum.example.org')).toBe('safe.example.com')
    expect(choose('', 'http://forum.example.org')).toBe('plain.example.com')
  })

  test.each([
    ['*', 'https://forum.example.org'],
    ['forum.example.org', 'https://forum.example.org'],
    ['FORUM.example.org', 'https://forum.example.ORG'],
    ['example.org', 'https://forum.example.org'],
    ['.example.org', 'https://forum.example.org'],
    ['*.example.org', 'https://forum.example.org'],
    ['a.example,forum.example.org:8443', 'https://forum.example.org:8443'],
    ['forum.example.org:443', 'https://forum.example.org'],
    ['10.0.0.0/8', 'https://10.2.3.4'],
    ['10.2.3.4', 'https://10.2.3.4'],
    ['fd00::/8', 'https://[fd00::7]'],
    ['fd00::7', 'https://[fd00::7]'],
    ['[fd00::7]:443', 'https://[fd00::7]'],
    ['', 'http://localhost:80'],
    ['', 'http://127.0.0.1'],
    ['', 'http://[::1]'],
  ])('none, except %s: %s', (except, url) => {
    expect(choose(except, url)).toBeUndefined()
  })

  test.each([
    ['ample.org', 'https://forum.example.org'],
    ['forum.example.org:8443', 'https://forum.example.org'],
    ['forum.example.org', 'https://forum.example.org.evil.example'],
    ['10.0.0.0/8', 'https://11.2.3.4'],
    ['10.0.0.0/99', 'https://10.2.3.4'],
    ['2.3.4', 'https://1.2.3.4'],
    ['/,:,.,[],:443', 'https://forum.example.org'],
  ])('one, although %s is excepted: %s', (except, url) => {
    expect(choose(except, url)).toBeDefined()
  })
})
