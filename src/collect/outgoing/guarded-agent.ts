import { lookup } from 'node:dns'
import { lookup as lookUpAll } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction, type Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { UserError } from '../../core/index.ts'
import { chooseProxy, noProxies, type Proxies, type Target } from './proxy.ts'
import { openTunnel } from './tunnel.ts'

/** The addresses of a name as this machine knows them. */
export type LookUp = (host: string) => Promise<readonly string[]>

/**
 * A dispatcher that connects only to addresses of the public internet, and to the private hosts the operator named. The address
 * is checked where the connection is made, so a name that answers differently the second time gains nothing.
 *
 * Through a proxy it is the proxy that looks the name up. What this machine knows of the name is checked before; what only the proxy
 * knows is kept out by encryption, without which only hosts that the operator named are asked: a server inside the
 * network has no certificate for the name of another.
 */
export function openGuardedAgent(
  privateHosts: readonly string[],
  proxies: Proxies = noProxies,
  lookUp: LookUp = lookUpHere,
): Dispatcher {
  const isPrivateAllowed = (host: string): boolean => privateHosts.includes(host)
  const timeout = connectMilliseconds
  const connectDirectly = buildConnector({ lookup: guardLookup(isPrivateAllowed), timeout })
  const encrypt = buildConnector({ timeout })
  const connectThrough = async (proxy: URL, target: Target): Promise<Socket> => {
    for (const address of await lookUp(target.hostname))
      refuseForbiddenAddress(target.hostname, address, isPrivateAllowed(target.hostname))
    return openTunnel(proxy, target, timeout)
  }
  return new Agent({
    connect: (options, callback) => {
      const { protocol, hostname } = options
      const port = Number(options.port) || (protocol === 'https:' ? 443 : 80)
      const connect = async (): Promise<void> => {
        const proxy = chooseProxy(proxies, { protocol, hostname, port })
        if (proxy === undefined) return connectDirectly(options, callback)
        const httpSocket = await connectThrough(proxy, { protocol, hostname, port })
        if (protocol === 'https:') encrypt({ ...options, httpSocket }, callback)
        else callback(null, httpSocket)
      }
      connect().catch((error: unknown) => callback(error as Error, null))
    },
    headersTimeout: answerMilliseconds,
    bodyTimeout: answerMilliseconds,
    pipelining: 1,
  })
}

/** Many networks know no name outside; there the proxy looks it up alone. */
const lookUpHere: LookUp = async (host) => {
  try {
    return (await lookUpAll(host, { all: true })).map(({ address }) => address)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return []
    throw error
  }
}

const connectMilliseconds = 15_000
const answerMilliseconds = 60_000

/** Refuses a host that is written as an address and may not be asked; names are checked when they are looked up. */
export function refuseForbiddenHost(host: string, privateHosts: readonly string[]): void {
  const address = host.replace(/^\[|\]$/g, '')
  if (isIP(address) !== 0) refuseForbiddenAddress(address, address, privateHosts.includes(host))
}

function guardLookup(isPrivateAllowed: (host: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [])
      try {
        for (const { address } of found) refuseForbiddenAddress(host, address, isPrivateAllowed(host))
      } catch (refusal) {
        return callback(refusal as NodeJS.ErrnoException, [])
      }
      const [first] = found
      if (options.all === true || first === undefined) return callback(null, found)
      callback(null, first.address, first.family)
    })
  }
}

function refuseForbiddenAddress(host: string, address: string, isPrivateAllowed: boolean): void {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (never.check(address, family))
    throw new UserError(
      `${host} is at ${address}, where machines keep their own secrets. It is never asked; give the address of the server itself.`,
      { status: 422 },
    )
  if (!isPrivateAllowed && notPublic.check(address, family))
    throw new UserError(
      `${host} is at ${address}, an address inside a private network. If that is meant, start Groundswell with GROUNDSWELL_PRIVATE_HOSTS=${host}.`,
      { status: 422 },
    )
}

/** Link-local: where clouds answer with the credentials of the machine. An IPv4 address written as IPv6 is caught too. */
const never = blockOf([
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['fe80::', 10],
  ['fd00:ec2::', 32],
])

/** What the registry of special-purpose addresses (RFC 6890) does not count as reachable by everybody. */
const notPublic = blockOf([
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
  ['ff00::', 8],
])

function blockOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ranges)
    list.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4')
  return list
}
