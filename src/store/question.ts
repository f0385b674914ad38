import type { z } from 'zod'
import { type Parameter, readPlaceholders } from './parameter.ts'

/** One question to the engine: text with placeholders, the values for them, and the shape of an answer row. */
export interface Query<Row> {
  readonly text: string
  readonly params: Readonly<Record<string, Parameter>>
  readonly row: z.ZodType<Row>
}

/** A question that can be asked with different parameters; `examples` let a test make the engine bind it. */
export interface Question<P, Row> {
  (params: P): Query<Row>
  readonly examples: readonly P[]
}

/**
 * Declares a question. `text` may choose between fixed fragments (a sort column from a list), but a value never
 * goes into the text: every `{name:Type}` must have a parameter and every parameter a placeholder.
 *
 * @example question({ text: 'SELECT name FROM people WHERE person_id = {person:UInt64}', params: (p: { person: PersonId }) => p, row: z.object({ name: z.string() }), examples: [{ person }] })
 */
export function question<P, Row>(definition: {
  text: string | ((params: P) => string)
  params: (params: P) => Record<string, Parameter>
  row: z.ZodType<Row>
  examples: readonly P[]
}): Question<P, Row> {
  const ask = (params: P): Query<Row> => {
    const text = typeof definition.text === 'string' ? definition.text : definition.text(params)
    const values = definition.params(params)
    assertPlaceholdersMatch(text, values)
    return { text, params: values, row: definition.row }
  }
  return Object.assign(ask, { examples: definition.examples })
}

function assertPlaceholdersMatch(text: string, values: Record<string, Parameter>): void {
  const placeholders = readPlaceholders(text)
  const missing = [...placeholders.keys()].filter((name) => !(name in values))
  const unused = Object.keys(values).filter((name) => !placeholders.has(name))
  if (missing.length > 0) throw new Error(`No value for placeholder ${missing.join(', ')} in: ${text}`)
  if (unused.length > 0) throw new Error(`No placeholder for parameter ${unused.join(', ')} in: ${text}`)
}
