import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { answerProblem } from './problem.ts'

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Without users, being on this machine is the login, and a browser on this machine visits other people's pages. A name
 * that was pointed at this machine (DNS rebinding) is told apart by the Host header; a page of another site that posts
 * here (CSRF), by the Origin and Sec-Fetch-Site headers, which a page cannot set. Programs send neither and may pass.
 */
export const guardDoor: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!loopbackNames.has(nameOf(host)) || !loopbackNames.has(new URL(c.req.url).hostname))
    return answerProblem(
      c,
      403,
      'Groundswell answers only as localhost, 127.0.0.1 or [::1], so that no other site can reach it through your browser.',
    )
  if (
    !readingMethods.has(c.req.method) &&
    !isFromHere(c.req.header('origin'), c.req.header('sec-fetch-site'), host)
  )
    return answerProblem(c, 403, 'This change was asked for by a page of another site, and was refused.')
  return next()
}

function isFromHere(origin: string | undefined, site: string | undefined, host: string): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  return origin === undefined || origin === `http://${host}`
}

/** The host name of a Host header, without its port. */
function nameOf(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase()
}

/** Nothing but the app's own files may run, load or frame; Mantine writes style elements, so styles may be inline. */
export const addSecureHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  // Plain http on this machine: a promise of https would lock the name localhost for every other program.
  strictTransportSecurity: false,
})

/** A half of a character pair is no text: what is kept of it could not be read back. Bodies that are no JSON are refused where they are read. */
export const refuseBrokenText: MiddlewareHandler = async (c, next) => {
  if (readingMethods.has(c.req.method)) return next()
  const body = await c.req.text()
  if (!/\\u[dD]/.test(body)) return next()
  return hasBrokenText(body)
    ? answerProblem(
        c,
        400,
        'A text in the request holds half of a character (an unpaired surrogate such as \\ud800), which is no Unicode. Send it whole, or leave it out.',
      )
    : next()
}

function hasBrokenText(body: string): boolean {
  let isBroken = false
  try {
    JSON.parse(body, (name, value: unknown) => {
      isBroken ||= /\p{Surrogate}/u.test(typeof value === 'string' ? `${name} ${value}` : name)
    })
  } catch {
    return false
  }
  return isBroken
}
