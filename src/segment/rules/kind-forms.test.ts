import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { kinds } from './registry.gen.ts'

const shape = z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() })

/** The keys of a body as its form writes them: parts of a path separated by dots. */
function listKeys(schema: unknown, path = ''): string[] {
  const { properties } = shape.parse(schema)
  if (properties === undefined) return [path]
  return Object.entries(properties).flatMap(([key, inner]) =>
    listKeys(inner, path === '' ? key : `${path}.${key}`),
  )
}

describe.each(kinds)('$name', ({ body, form }) => {
  test('its form asks for exactly what its text form can say', () => {
    const keys = listKeys(z.toJSONSchema(body, { io: 'input', reused: 'inline' }))
    expect(form.map(({ key }) => key).sort()).toEqual(keys.sort())
  })
})
