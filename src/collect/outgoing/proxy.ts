import { BlockList, isIP } from 'node:net'
import { UserError } from '../../core/index.ts'

/** Through which proxies servers are asked, as the environment says; nothing of it was checked. */
export interface Proxies {
  /** For what is asked without encryption, which is only inside the own network. */
  readonly http: string | undefined
  readonly https: string | undefined
  /** Hosts that are asked without a proxy, e.g. `intern.example.com`, `.example.com:8443`, `10.0.0.0/8`; `*` are all. */
  readonly except: readonly string[]
}

export const noProxies: Proxies = { http: undefined, https: undefined, except: [] }

export interface Target {
  readonly protocol: string
  /** An IPv6 address without brackets. */
  readonly hostname: string
  readonly port: number
}

/** The proxy to ask a server through; none if it is asked itself. Throws a UserError when the variable says nothing sensible. */
export function chooseProxy(proxies: Proxies, target: Target): URL | undefined {
  const [name, value] =
    target.protocol === 'https:' ? ['HTTPS_PROXY', proxies.https] : ['HTTP_PROXY', proxies.http]
  if (value === undefined || isLocal(target.hostname)) return undefined
  if (proxies.except.some((entry) => isMeant(entry, target))) return undefined
  return parseProxy(name, value)
}

/** This machine, which another would take for itself. */
const isLocal = (host: string): boolean =>
  /(?:^|\.)localhost$/i.test(host) || /^127\./.test(host) || host === '::1'

function isMeant(entry: string, { hostname, port }: Target): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isWithin(entry, hostname)
  const [, named = '', onlyPort] = /^(.*?[^:]|\[.*\])(?::(\d+))?$/.exec(entry) ?? []
  // An IPv6 address without brackets ends like a port.
  const isAddress = isIP(entry) === 6
  if (!isAddress && onlyPort !== undefined && Number(onlyPort) !== port) return false
  const host = (isAddress ? entry : named).replace(/^\[|\]$|^\*?\./g, '').toLowerCase()
  if (host === '') return false
  const asked = hostname.toLowerCase()
  return asked === host || (isIP(asked) === 0 && asked.endsWith(`.${host}`))
}

function isWithin(network: string, host: string): boolean {
  const [address = '', prefix = ''] = network.split('/')
  const family = isIP(address)
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(prefix)) return false
  if (Number(prefix) > (family === 6 ? 128 : 32)) return false
  const list = new BlockList()
  const named = family === 6 ? 'ipv6' : 'ipv4'
  list.addSubnet(address, Number(prefix), named)
  return list.check(host, named)
}

/** The value is not told: it may hold a password. */
function parseProxy(variable: string, value: string): URL {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.hostname === '' || !/^https?:$/.test(url.protocol))
    throw new UserError(
      `${variable} is no address of a proxy that can be used. Write e.g. ${variable}=http://proxy.example.com:3128.`,
      { status: 422 },
    )
  return url
}
