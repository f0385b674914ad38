/**
 * How well Fellegi and Sunter's model, compared in the engine and estimated here, links published files of records with a known truth
 * (Febrl: dataset4a.csv with dataset4b.csv, dataset3.csv with itself); a line of JSON for each.
 *
 *   tsx bench/accuracy/linkage.ts --data DIR [--splink PYTHON]
 *
 * With a Python that has splink, the same files are linked by it (its DuckDB backend, the same blocks and comparisons) in the same run.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { connectStore } from '../../src/store/index.ts'
import { estimateAgreement, weighPattern } from './estimate-agreement.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, splink: { type: 'string' } } })
const folder = values.data ?? '.'
const fields = [
  'given_name',
  'surname',
  'address_1',
  'suburb',
  'postcode',
  'date_of_birth',
  'soc_sec_id',
] as const

const columns = `rec_id String, given_name String, surname String, street_number String, address_1 String, address_2 String,
  suburb String, postcode String, state String, date_of_birth String, soc_sec_id String`

const records = `SELECT file, extract(rec_id, '^rec-\\d+') AS person, rec_id AS id, ${fields
  .map((field) => `trimBoth(${field}) AS ${field}`)
  .join(', ')}
  FROM (
    SELECT 'a' AS file, * FROM file({left:String}, 'CSV', '${columns.replace(/\s+/g, ' ')}')
    UNION ALL
    SELECT 'b' AS file, * FROM file({right:String}, 'CSV', '${columns.replace(/\s+/g, ' ')}') WHERE NOT {is_one:Bool}
  ) WHERE startsWith(rec_id, 'rec-')`

const keys = [
  "concat('1', soc_sec_id)",
  "concat('2', date_of_birth, substring(surname, 1, 2))",
  "concat('3', given_name, surname)",
  "concat('4', postcode, substring(given_name, 1, 3))",
  "concat('5', date_of_birth, substring(given_name, 1, 2))",
  "concat('6', suburb, substring(surname, 1, 2))",
]

/** Pairs that share a key, and in which fields they nearly agree. */
const pairs = `SELECT
    [${fields.map((field) => `multiIf(x.${field} = '' OR y.${field} = '', 2, x.${field} = y.${field} OR jaroWinklerSimilarity(x.${field}, y.${field}) >= 0.9, 1, 0)`).join(', ')}] AS agrees,
    x.person = y.person AS is_same
  FROM (
    SELECT DISTINCT blocks_a.id AS a, blocks_b.id AS b
    FROM (SELECT id, file, arrayJoin([${keys.join(', ')}]) AS key FROM (${records})) AS blocks_a
    INNER JOIN (SELECT id, file, arrayJoin([${keys.join(', ')}]) AS key FROM (${records})) AS blocks_b ON blocks_a.key = blocks_b.key
    WHERE if({is_one:Bool}, blocks_a.id < blocks_b.id, blocks_a.file = 'a' AND blocks_b.file = 'b') AND length(key) > 3
  ) AS candidates
  INNER JOIN (${records}) AS x ON x.id = candidates.a
  INNER JOIN (${records}) AS y ON y.id = candidates.b`

const sets = [
  { name: 'febrl4', left: 'dataset4a.csv', right: 'dataset4b.csv' },
  { name: 'febrl3', left: 'dataset3.csv', right: 'dataset3.csv' },
]
for (const set of sets) {
  const [left, right] = [join(folder, set.left), join(folder, set.right)]
  if (!existsSync(left)) continue
  const ours = await link(left, right)
  const theirs = values.splink === undefined ? undefined : linkWithSplink(values.splink, left, right)
  console.log(JSON.stringify({ name: set.name, ours, theirs }))
}

interface Linked {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly seconds: number
}

function linkWithSplink(python: string, left: string, right: string): Linked {
  const script = fileURLToPath(new URL('./link_with_splink.py', import.meta.url))
  const printed = execFileSync(python, [script, left, right], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Linked
}

/** Records whose id begins alike ("rec-12-org", "rec-12-dup-0") are of one person. */
async function link(left: string, right: string): Promise<Linked> {
  const workspace = mkdtempSync(join(tmpdir(), 'groundswell-linkage-'))
  const store = await connectStore({ workspace, url: undefined })
  try {
    const started = performance.now()
    const patterns = await store.read({
      text: `SELECT agrees, count() AS pairs, countIf(is_same) AS same FROM (${pairs}) GROUP BY agrees`,
      params: { left, right, is_one: left === right },
      row: z.object({
        agrees: z
          .array(z.number())
          .transform((levels) => levels.map((level) => (level < 2 ? level === 1 : undefined))),
        pairs: z.coerce.number(),
        same: z.coerce.number(),
      }),
    })
    const start = { prior: 0.05, m: fields.map(() => 0.9), u: fields.map(() => 0.1) }
    const model = estimateAgreement(patterns, start)
    const seconds = (performance.now() - started) / 1000
    const linked = patterns.filter(({ agrees }) => weighPattern(agrees, model) >= 0.5)
    const { same: all } = await store.readOne({
      text: `SELECT sum(same) AS same FROM (SELECT person, ${
        left === right ? 'count() * (count() - 1) / 2' : "countIf(file = 'a') * countIf(file = 'b')"
      } AS same FROM (${records}) GROUP BY person)`,
      params: { left, right, is_one: left === right },
      row: z.object({ same: z.coerce.number() }),
    })
    const found = linked.reduce((sum, { pairs: count }) => sum + count, 0)
    const rightly = linked.reduce((sum, { same }) => sum + same, 0)
    const [precision, recall] = [rightly / found, rightly / all]
    const f1 = (2 * precision * recall) / (precision + recall)
    return { precision, recall, f1, seconds: Math.round(seconds * 1000) / 1000 }
  } finally {
    await store.close()
    rmSync(workspace, { recursive: true, force: true })
  }
}
