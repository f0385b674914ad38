import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { UserError } from '../../core/index.ts'

/**
 * A dispatcher that connects only to addresses of the public internet, and to the private hosts the operator named. The address
 * is checked where the connection is made, so a name that answers differently the second time gains nothing.
 */
export function openGuardedAgent(privateHosts: readonly string[]): Dispatcher {
  const isPrivateAllowed = (host: string): boolean => privateHosts.includes(host)
  return new Agent({
    connect: { lookup: guardLookup(isPrivateAllowed), timeout: connectMilliseconds },
    headersTimeout: answerMilliseconds,
    bodyTimeout: answerMilliseconds,
    pipelining: 1,
  })
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
