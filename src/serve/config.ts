import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Proxies } from '../collect/index.ts'
import { UserError } from '../core/index.ts'

/** What the machine and the person's environment say; everything else is a parameter. The only reader of the environment. */
export interface Config {
  /** The folder of the workspace, absolute. */
  readonly workspace: string
  /** True when a person named the folder, by option or variable; false for the default `.groundswell` here. */
  readonly workspaceNamed: boolean
  /** A ClickHouse server to use instead of the engine in this process. */
  readonly clickhouseUrl: string | undefined
  /** The key secrets of sources are encrypted with, or the file it is in; never in the workspace. */
  readonly secretKey: { readonly given: string } | { readonly file: string }
  /** Hosts of private networks that sources may ask. */
  readonly privateHosts: readonly string[]
  /** Where others reach the few pages meant for them, e.g. through a web server in front: an origin, perhaps with a path. */
  readonly publicUrl: string | undefined
  /** The proxies that sources are asked through. */
  readonly proxies: Proxies
  /** The file networks of addresses are looked up in; when nobody named one, it need not be there. */
  readonly networkFile: { readonly path: string; readonly isNamed: boolean }
  readonly logLevel: LogLevel
  readonly colour: boolean
  /** Whether there is a screen to open a browser on. */
  readonly hasScreen: boolean
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

type Environment = Readonly<Record<string, string | undefined>>

export const defaultPort = 4747

/** Reads the configuration from the command's options first, then the environment. Throws a UserError naming the variable that is wrong. */
export function readConfig(
  options: { workspace?: string | undefined } = {},
  environment: Environment = process.env,
  platform: string = process.platform,
): Config {
  const named = options.workspace ?? (environment['GROUNDSWELL_WORKSPACE'] || undefined)
  const workspace = resolve(expandHome(named ?? '.groundswell'))
  return {
    workspace,
    workspaceNamed: named !== undefined,
    clickhouseUrl: readUrl(environment['GROUNDSWELL_CLICKHOUSE_URL']),
    secretKey: readKeyPlace(environment),
    privateHosts: readList(environment['GROUNDSWELL_PRIVATE_HOSTS']),
    publicUrl: readPublicUrl(environment['GROUNDSWELL_PUBLIC_URL']),
    proxies: readProxies(environment),
    networkFile: readNetworkFile(environment, workspace),
    logLevel: readLogLevel(environment['GROUNDSWELL_LOG_LEVEL']),
    colour: environment['NO_COLOR'] === undefined && environment['TERM'] !== 'dumb',
    hasScreen: platform === 'darwin' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']),
  }
}

/** The folder of the bundled example's workspace: beside the default one, so that the two never mix. */
export function exampleWorkspace(): string {
  return resolve('.groundswell-example')
}

/** Whether there is a workspace already. With a server by URL only the server knows, so there is. */
export function isWorkspace({
  workspace,
  clickhouseUrl,
}: Pick<Config, 'workspace' | 'clickhouseUrl'>): boolean {
  return clickhouseUrl !== undefined || existsSync(join(workspace, 'engine'))
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
}

/** As other programs read them: small letters win, because in capitals `HTTP_PROXY` can come from a web server's visitor. */
function readProxies(environment: Environment): Proxies {
  const read = (name: string): string | undefined =>
    environment[name.toLowerCase()] || environment[name] || undefined
  return { http: read('HTTP_PROXY'), https: read('HTTPS_PROXY'), except: readList(read('NO_PROXY')) }
}

/** Where programs of a person keep what belongs to the person: beside other settings, not in the workspace that is copied and backed up. */
function readKeyPlace(environment: Environment): Config['secretKey'] {
  const given = environment['GROUNDSWELL_SECRET_KEY']
  if (given !== undefined && given !== '') return { given }
  const settings = environment['XDG_CONFIG_HOME'] || join(homedir(), '.config')
  const file = environment['GROUNDSWELL_SECRET_KEY_FILE'] || join(settings, 'groundswell', 'secret.key')
  return { file: resolve(expandHome(file)) }
}

function readNetworkFile(environment: Environment, workspace: string): Config['networkFile'] {
  const named = environment['GROUNDSWELL_NETWORK_FILE'] || undefined
  return named === undefined
    ? { path: join(workspace, 'networks.mmdb'), isNamed: false }
    : { path: resolve(expandHome(named)), isNamed: true }
}

const readList = (text: string | undefined): string[] =>
  (text ?? '').split(/[\s,]+/).filter((host) => host !== '')

function readUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const url = parseUrl(text)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text
  throw new UserError(
    'GROUNDSWELL_CLICKHOUSE_URL is not an http or https address. Write it like http://name:password@host:8123/database, or unset it to use the engine in this process.',
  )
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const url = parseUrl(text.trim())
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '')
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  throw new UserError(
    'GROUNDSWELL_PUBLIC_URL is not a web address. Write it like https://community.example.org, or unset it.',
  )
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function readLogLevel(text: string | undefined): LogLevel {
  if (text === undefined || text === '') return 'warn'
  const level = logLevels.find((name) => name === text)
  if (level !== undefined) return level
  throw new UserError(`GROUNDSWELL_LOG_LEVEL is “${text}”. It can be: ${logLevels.join(', ')}.`)
}
