import { type ClientRequest, request as requestPlain } from 'node:http'
import { request as requestSafe } from 'node:https'
import type { Socket } from 'node:net'
import { UserError } from '../../core/index.ts'
import type { Target } from './proxy.ts'

/** A connection to a server through a proxy (CONNECT): what goes over it is for the server alone, if it is encrypted. */
export function openTunnel(proxy: URL, target: Target, milliseconds: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = askForTunnel(proxy, target)
    const refuse = (reason: string, cause?: unknown): void => {
      request.destroy()
      reject(Object.assign(new Error(`the proxy ${proxy.host} ${reason}`, { cause }), { code: 'PROXY' }))
    }
    const timer = setTimeout(() => refuse('does not answer'), milliseconds)
    request.on('error', (error) => {
      clearTimeout(timer)
      refuse(`cannot be reached: ${'code' in error ? String(error.code) : error.message}`, error)
    })
    // What answers without a tunnel is no proxy, or one that refuses.
    request.on('response', (response) => {
      clearTimeout(timer)
      refuse(`answered ${response.statusCode}`)
    })
    request.on('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
      clearTimeout(timer)
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head)
        return resolve(socket)
      }
      socket.destroy()
      const refusal = explainRefusal(statusCode, proxy, target)
      if (refusal === undefined) refuse(`answered ${statusCode}`)
      else reject(refusal)
    })
    request.end()
  })
}

function askForTunnel(proxy: URL, { hostname, port }: Target): ClientRequest {
  const path = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
  const { username, password } = proxy
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization =
    username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }
  const send = proxy.protocol === 'https:' ? requestSafe : requestPlain
  return send({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
    method: 'CONNECT',
    path,
    headers: { host: path, 'user-agent': 'groundswell', ...authorization },
    agent: false,
  })
}

function explainRefusal(status: number, proxy: URL, { hostname, port }: Target): UserError | undefined {
  if (status === 407)
    return new UserError(
      `The proxy ${proxy.host} asks who you are. Write name and password into the variable, e.g. HTTPS_PROXY=http://name:password@${proxy.host}.`,
      { status: 422 },
    )
  if (status === 401 || status === 403 || status === 405)
    return new UserError(
      `The proxy ${proxy.host} does not let anybody through to ${hostname}:${port} (${status}). Ask whoever runs it, or name the host in NO_PROXY if it can be asked without.`,
      { status: 422 },
    )
  return undefined
}
