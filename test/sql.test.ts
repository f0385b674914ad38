import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Parameter, Question } from '../src/store/index.ts'
import { listFiles, root } from './support/source-tree.ts'
import { openTestStore } from './support/workspace.ts'

// The engine reads every question and model against a fresh schema: a renamed column fails here, not on a page.

const store = await openTestStore()
const files = listFiles('src')
const questionFiles = files.filter(
  (path) => /(-question|\/questions\/[^/]+)\.ts$/.test(path) && !path.endsWith('.test.ts'),
)
const modelFiles = files.filter((path) => /\/models\/[^/]+\.sql$/.test(path))

const isQuestion = (value: unknown): value is Question<unknown, unknown> =>
  typeof value === 'function' && 'examples' in value && Array.isArray(value.examples)

async function tablesRead(text: string, params: Readonly<Record<string, Parameter>>): Promise<string[]> {
  const lines = await store.read({
    text: `EXPLAIN QUERY TREE run_passes = 1 ${text}`,
    params,
    row: z.object({ explain: z.string() }),
  })
  const names = lines.flatMap(({ explain }) => explain.match(/table_name: groundswell\.(\w+)/)?.[1] ?? [])
  return [...new Set(names)].sort()
}

describe('questions', () => {
  test('were found', () => {
    expect(questionFiles.length).toBeGreaterThan(5)
  })

  test.each(questionFiles)('%s binds', async (path) => {
    const exported: unknown[] = Object.values((await import(join(root, path))) as Record<string, unknown>)
    const questions = exported.filter(isQuestion)
    expect(questions.length, 'exports a question').toBeGreaterThan(0)
    for (const question of questions) {
      expect(question.examples.length, 'has an example').toBeGreaterThan(0)
      for (const example of question.examples) {
        const { text, params } = question(example)
        await store.read({ text: `EXPLAIN ${text}`, params, row: z.unknown() })
      }
    }
  })
})

describe('models', () => {
  test('were found', () => {
    expect(modelFiles.length).toBeGreaterThan(5)
  })

  test.each(modelFiles)('%s says what it is, and binds', async (path) => {
    const text = readFileSync(join(root, path), 'utf8')
    expect(text, 'head comment').toMatch(/^-- question: .+\?\n-- one row is: .+\n-- reads: [\w, ]+\n/)
    const reads = (text.match(/^-- reads: (.+)$/m)?.[1] ?? '').split(',').map((name) => name.trim())
    const select = text.replace(/^--.*$/gm, '')
    expect(await tablesRead(select, sampleParameters(select)), basename(path)).toEqual(reads.sort())
  })
})

/** A value of the right type for each placeholder. */
function sampleParameters(text: string): Record<string, Parameter> {
  const sample = (type: string): Parameter => {
    if (type.startsWith('Array')) return []
    if (type.startsWith('Nullable')) return null
    if (/^DateTime|^Date/.test(type)) return type.startsWith('DateTime') ? new Date(0) : '2007-01-01'
    if (type === 'Bool') return true
    return /Int|Float/.test(type) ? 1 : 'x'
  }
  return Object.fromEntries(
    [...text.matchAll(/\{(\w+):([^}]+)\}/g)].map((match) => [match[1], sample(match[2] ?? '')]),
  )
}
