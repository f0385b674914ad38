import { z } from 'zod'
import type { AnyConnector } from '../connector.ts'
import { isSealed, type SecretBox } from './secret-box.ts'

type Settings = Readonly<Record<string, unknown>>

/** What stands in an answer where a secret is kept. Sent back, it means: as it is. */
export const concealed = '••••••••'

const known = new WeakMap<AnyConnector, readonly string[]>()

/** The fields of a connector's configuration that its schema marks with `meta({ secret: true })`. */
export function findSecretFields(connector: AnyConnector): readonly string[] {
  const found = known.get(connector) ?? readSecretFields(connector)
  known.set(connector, found)
  return found
}

function readSecretFields(connector: AnyConnector): string[] {
  const schema = z.toJSONSchema(connector.config, { io: 'input', unrepresentable: 'any' })
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    typeof field === 'object' && Reflect.get(field, 'secret') === true ? [name] : [],
  )
}

/** The configuration as it is kept: secrets encrypted for the source they belong to. */
export function sealSecrets(
  connector: AnyConnector,
  config: unknown,
  source: string,
  box: SecretBox,
): Promise<Settings> {
  return mapSecrets(connector, config, (value, field) =>
    isSealed(value) ? Promise.resolve(value) : box.seal(value, `${source} (${field})`),
  )
}

/** The configuration as its connector needs it, for as long as it reads. */
export function openSecrets(
  connector: AnyConnector,
  config: unknown,
  source: string,
  box: SecretBox,
): Promise<Settings> {
  return mapSecrets(connector, config, (value, field) =>
    isSealed(value) ? box.open(value, `${source} (${field})`) : Promise.resolve(value),
  )
}

/** The configuration as it may be shown. */
export function concealSecrets(connector: AnyConnector, config: unknown): Settings {
  const fields = findSecretFields(connector)
  return Object.fromEntries(
    Object.entries(config as Settings).map(([name, value]) => [
      name,
      fields.includes(name) && typeof value === 'string' && value !== '' ? concealed : value,
    ]),
  )
}

/** The configuration without its secrets: two sources that differ only in them are the same. */
export function dropSecrets(connector: AnyConnector, config: unknown): Settings {
  const fields = findSecretFields(connector)
  return Object.fromEntries(Object.entries(config as Settings).filter(([name]) => !fields.includes(name)))
}

async function mapSecrets(
  connector: AnyConnector,
  config: unknown,
  change: (value: string, field: string) => Promise<string>,
): Promise<Settings> {
  const changed: Record<string, unknown> = { ...(config as Settings) }
  for (const field of findSecretFields(connector)) {
    const value = changed[field]
    if (typeof value === 'string' && value !== '') changed[field] = await change(value, field)
  }
  return changed
}
