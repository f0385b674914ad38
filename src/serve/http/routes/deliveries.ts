import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import type { App, AppContext } from '../context.ts'

const largestDelivery = 1 << 20
const unpack = promisify(gunzip)

/**
 * Where programs push what they observed. It stands before the guard of the door: a site of another name sends here through its
 * visitors' browsers, and who shows the key of a source may only add to it. Nothing is read here, no cookie is set. The
 * scripts that pages send with are given out here too.
 */
export function addDeliveryRoutes(
  app: App,
  { receiver, clock }: Pick<AppContext, 'receiver'> & Clocked,
): void {
  for (const [path, script] of receiver.scripts)
    app.get(path, (c) =>
      c.body(script, 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=3600',
        // A page of another site loads it.
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      }),
    )
  for (const path of receiver.routes) {
    app.use(
      path,
      cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['authorization', 'content-type'] }),
    )
    app.post(path, async (c) => {
      const body = await readBody(c)
      if (typeof body === 'string') return refuse(c, body === tooLarge ? 413 : 400, body)
      const receivedAt = clock.now()
      const { status, sentence } = await receiver.receive({
        path,
        headers: c.req.raw.headers,
        body,
        receivedAt,
      })
      return status === 200 ? c.json({ success: true }) : refuse(c, status, sentence ?? '')
    })
  }
}

interface Clocked {
  readonly clock: AppContext['pipeline']['clock']
}

const tooLarge = 'A delivery can hold 1 MB. Send the rest in another.'

/** The body unpacked, or a sentence why not. */
async function readBody(c: Context): Promise<Buffer | string> {
  const body = Buffer.from(await c.req.arrayBuffer())
  if (c.req.header('content-encoding') !== 'gzip') return body
  try {
    return await unpack(body, { maxOutputLength: largestDelivery })
  } catch (error) {
    const isLarge = error instanceof RangeError
    return isLarge ? tooLarge : 'The body says that it is gzipped, and is not.'
  }
}

/** In the words of the Segment specification. */
function refuse(c: Context, status: 400 | 401 | 413, sentence: string) {
  return c.json({ success: false, message: sentence }, status)
}
