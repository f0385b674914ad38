import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Decision, decide, readDecisions, type Store } from '../../store/index.ts'
import { type Attribute, isOpen } from '../attribute.ts'

const kind = 'attribute'

/** `alias` finds the person again when ids have changed; a value of '' takes the decision back. */
const body = z.object({ person: z.string(), attribute: z.string(), value: z.string(), alias: z.string() })

/** Who decides, when and why. */
interface Deciding {
  readonly at: Date
  readonly by: string
  readonly reason: string
}

/** One attribute of one person, by their names. */
export interface AttributeSubject {
  readonly person: string
  readonly attribute: string
}

/**
 * Records what somebody here says of a person; it outranks what is inferred and declared from the next resolve on, until it is taken back.
 * Of attributes with open values, several are separated by `;`.
 */
export async function overrideAttribute(
  store: Store,
  attributes: readonly Attribute[],
  override: AttributeSubject & { readonly value: string },
  deciding: Deciding,
): Promise<Decision> {
  const attribute = findAttribute(attributes, override.attribute)
  const value = override.value.trim()
  const allowed = attribute.values.map(({ name }) => name)
  if (!isOpen(attribute) && !allowed.includes(value))
    throw new UserError(
      `“${value}” is no value of ${attribute.title.toLowerCase()}. Choose one of: ${allowed.join(', ')}.`,
      { status: 422 },
    )
  if (value.replaceAll(';', '').trim() === '')
    throw new UserError('Say what it is; an empty value says nothing.', { status: 422 })
  const [alias] = await readAliases(store, override.person)
  if (alias === undefined) throw new UserError(`There is no person ${override.person}.`, { status: 404 })
  return write(
    store,
    { person: override.person, attribute: attribute.name, value: value.slice(0, 1000), alias },
    deciding,
  )
}

/** Takes decisions on an attribute of a person back. Where nobody decided, that is a mistake (404). */
export async function removeAttributeOverride(
  store: Store,
  attributes: readonly Attribute[],
  subject: AttributeSubject,
  deciding: Deciding,
): Promise<void> {
  const attribute = findAttribute(attributes, subject.attribute)
  const aliases = new Set(await readAliases(store, subject.person))
  const held = (await readDecisions(store, kind))
    .map((decision) => body.parse(decision.body))
    .filter(
      (stated) => stated.attribute === attribute.name && stated.value !== '' && aliases.has(stated.alias),
    )
  if (held.length === 0)
    throw new UserError(
      `Nobody decided the ${attribute.title.toLowerCase()} of this person; there is nothing to take back.`,
      { status: 404 },
    )
  for (const stated of held) await write(store, { ...stated, value: '' }, deciding)
}

function findAttribute(attributes: readonly Attribute[], name: string): Attribute {
  const found = attributes.find((attribute) => attribute.name === name)
  if (found === undefined)
    throw new UserError(
      `There is no attribute ${name}. Choose one of: ${attributes.map((attribute) => attribute.name).join(', ')}.`,
      { status: 404 },
    )
  return found
}

async function readAliases(store: Store, person: string): Promise<string[]> {
  const rows = await store.read({
    text: `SELECT toString(alias_id) AS alias FROM person_aliases WHERE person_id = {person:UInt64} ORDER BY events DESC, alias_id`,
    params: { person },
    row: z.object({ alias: z.string() }),
  })
  return rows.map(({ alias }) => alias)
}

const write = (store: Store, stated: z.infer<typeof body>, deciding: Deciding): Promise<Decision> =>
  decide(store, { kind, subject: `${stated.person}:${stated.attribute}`, body: stated, ...deciding })
