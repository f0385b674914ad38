import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { answerNotFound, answerProblem } from './problem.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest'])
type Encoding = 'br' | 'gzip' | 'identity'

/**
 * Serves the built web app. Only files found by listing its folder can be asked for, so no path leads out of it. What
 * was not packed at build time is packed once and kept.
 */
export function serveAssets(folder: string): MiddlewareHandler {
  let files = listFiles(folder)
  const packed = new Map<string, Buffer>()
  const read = (path: string, encoding: Encoding): Buffer => {
    const key = `${encoding} ${path}`
    const bytes = packed.get(key) ?? pack(files.get(path) ?? '', encoding)
    packed.set(key, bytes)
    return bytes
  }
  return async (c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      return answerProblem(c, 405, `${c.req.method} is not possible at ${c.req.path}.`)
    if (/^\/(api|healthz|metrics)(\/|$)/.test(c.req.path)) return answerNotFound(c)
    const wanted = decodePath(c.req.path)
    if (!files.has('/index.html')) files = listFiles(folder)
    const path = files.has(wanted) ? wanted : '/index.html'
    if (path !== wanted && !isPage(c, wanted)) return answerNotFound(c)
    if (!files.has(path))
      return answerProblem(
        c,
        503,
        'The web app is not built. Run `npm run build` in the folder of Groundswell, then reload.',
      )
    const encoding = chooseEncoding(c, extname(path))
    const bytes = read(path, encoding)
    return answerAsset(c, path, encoding, bytes)
  }
}

/** Whether a path that is no file is a page of the app. A page's path may hold a dot (a source's name), so the browser's wish decides. */
function isPage(c: Context, path: string): boolean {
  if (path.startsWith('/assets/')) return false
  return extname(path) === '' || (c.req.header('accept') ?? '').includes('text/html')
}

function answerAsset(c: Context, path: string, encoding: Encoding, bytes: Buffer): Response {
  c.header('content-type', contentTypes[extname(path)] ?? 'application/octet-stream')
  c.header('vary', 'accept-encoding')
  // Names under /assets/ hold a hash of the content; everything else may change with the next build.
  c.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (encoding !== 'identity') c.header('content-encoding', encoding)
  return c.body(new Uint8Array(bytes))
}

function listFiles(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map()
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [`/${relative(folder, path).split(sep).join('/')}`, path]
      }),
  )
}

function chooseEncoding(c: Context, extension: string): Encoding {
  if (!compressible.has(extension)) return 'identity'
  const accepted = c.req.header('accept-encoding') ?? ''
  return (
    (['br', 'gzip'] as const).find((encoding) => new RegExp(`\\b${encoding}\\b`).test(accepted)) ?? 'identity'
  )
}

function pack(path: string, encoding: Encoding): Buffer {
  const ready = `${path}.${encoding === 'br' ? 'br' : 'gz'}`
  if (encoding !== 'identity' && existsSync(ready)) return readFileSync(ready)
  const bytes = readFileSync(path)
  if (encoding === 'br') return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
  return encoding === 'gzip' ? gzipSync(bytes) : bytes
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
