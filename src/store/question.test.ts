import { expect, test } from 'vitest'
import { z } from 'zod'
import { question } from './question.ts'

const row = z.object({ name: z.string() })

test('a question gives its text, its values and its shape', () => {
  const ask = question({
    text: 'SELECT name FROM people WHERE name = {name:String}',
    params: ({ name }: { name: string }) => ({ name }),
    row,
    examples: [{ name: 'Ada' }],
  })
  expect(ask({ name: "O'Neil" })).toEqual({
    text: 'SELECT name FROM people WHERE name = {name:String}',
    params: { name: "O'Neil" },
    row,
  })
  expect(ask.examples).toEqual([{ name: 'Ada' }])
})

test('a placeholder without a value, or a value without a placeholder, is our fault', () => {
  const ask = (text: string, params: Record<string, string>) =>
    question({ text, params: (_nothing: null) => params, row, examples: [] })
  expect(() => ask('SELECT {a:String}, {b:Array(String)}', { a: '' })(null)).toThrow(
    'No value for placeholder b in',
  )
  expect(() => ask('SELECT {a:String}', { a: '', c: '' })(null)).toThrow('No placeholder for parameter c in')
})
