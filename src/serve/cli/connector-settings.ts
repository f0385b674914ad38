import { UserError } from '../../core/index.ts'
import type { Connector } from '../http/contract.ts'

/** Paths and settings of an `add`: `--set key=value`, and each field of the connector as a flag (`--no-mailmap`, `--format combined`). */
export function parseSettings(
  words: readonly string[],
  connector: Fields | undefined,
): { paths: string[]; settings: Record<string, unknown> } {
  const paths: string[] = []
  const settings: Record<string, unknown> = {}
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') paths.push(...rest.splice(0))
    else if (!word.startsWith('--')) paths.push(word)
    else {
      const { key, value } = readFlag(word.slice(2), rest, connector)
      assign(settings, key, value, connector)
    }
  }
  return { paths, settings }
}

/** Of a connector what its settings are read by. */
export type Fields = Pick<Connector, 'title' | 'config'>

/** The field a flag stands for and its value as typed, taken from `rest` when it is the next word. */
function readFlag(
  flag: string,
  rest: string[],
  connector: Fields | undefined,
): { key: string; value: string } {
  if (connector === undefined)
    throw new UserError(
      `--${flag} is a setting of a connector: name it first, as in groundswell add git <path> --${flag}.`,
    )
  const [name = '', inline] = split(flag, '=')
  if (name === 'set') {
    const [key = '', value] = split(inline ?? rest.shift() ?? '', '=')
    if (value === undefined) throw new UserError('--set needs key=value, e.g. --set mailmap=false.')
    return { key, value }
  }
  const key = toCamel(name)
  const fields = fieldsOf(connector)
  if (name.startsWith('no-') && !Object.hasOwn(fields, key))
    return { key: toCamel(name.slice(3)), value: 'false' }
  if (fields[key]?.type === 'boolean') return { key, value: inline ?? 'true' }
  const value = inline ?? rest.shift()
  if (value === undefined) throw new UserError(`--${name} needs a value.`)
  return { key, value }
}

interface Field {
  readonly type?: string
  readonly secret?: boolean
}

/** The settings of a connector by name. */
export const fieldsOf = (connector: Fields | undefined): Readonly<Record<string, Field>> =>
  (connector?.config['properties'] ?? {}) as Record<string, Field>

function assign(
  settings: Record<string, unknown>,
  key: string,
  value: string,
  connector: Fields | undefined,
): void {
  const fields = fieldsOf(connector)
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined
  if (field === undefined)
    throw new UserError(
      `${connector?.title ?? 'It'} has no setting “${key}”. It has: ${Object.keys(fields).map(toFlag).join(', ')}.`,
    )
  settings[key] =
    field.type === 'array'
      ? [...((settings[key] as unknown[] | undefined) ?? []), ...toList(value)]
      : toValue(value, field, key)
}

function toValue(value: string, field: Field, key: string): unknown {
  if (field.type === 'boolean') {
    if (['true', 'yes', '1'].includes(value)) return true
    if (['false', 'no', '0'].includes(value)) return false
    throw new UserError(`${toFlag(key)} is yes or no, not “${value}”.`)
  }
  if (field.type === 'number' || field.type === 'integer') {
    if (value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
    throw new UserError(`${toFlag(key)} is a number, not “${value}”.`)
  }
  return field.type === 'string' || field.type === undefined ? value : parseJson(value, key)
}

const toList = (value: string): unknown[] => {
  if (!value.trimStart().startsWith('[')) return [value]
  const parsed: unknown = parseJson(value, 'list')
  return Array.isArray(parsed) ? parsed : [parsed]
}

function parseJson(value: string, key: string): unknown {
  try {
    return JSON.parse(value)
  } catch (error) {
    throw new UserError(`${toFlag(key)} is not valid JSON: ${value}`, { cause: error })
  }
}

const toCamel = (flag: string): string =>
  flag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
/** `apiKey` as it is typed: `--api-key`. */
export const toFlag = (key: string): string =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

function split(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at)
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}
