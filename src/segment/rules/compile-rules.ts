import type { Parameter } from '../../store/index.ts'
import { facts } from './facts.ts'
import type { Rule } from './rule.ts'
import type { FactName, Test } from './rule-kind.ts'

/** A select with `subject_id` and, for each rule in their order, `verdict_1`, `verdict_2`, …: 1, 0, or NULL where nobody knows. */
export interface CompiledRules {
  readonly select: string
  /** All but `as_of`, `first` and `last`. */
  readonly params: Readonly<Record<string, Parameter>>
}

/**
 * One select for many rules about people: each fact is passed over once, whatever many rules look at it, and rules that are in several
 * trees are answered once. Unknown is not false: the three-valued logic is that of SQL (Kleene's).
 */
export function compileRules(rules: readonly Rule[]): CompiledRules {
  const leaves = new Leaves()
  const verdicts = rules.map((rule, at) => `${compile(rule, leaves)} AS verdict_${at + 1}`)
  const joins = leaves.byFact().map(
    ([fact, columns]) => `LEFT JOIN (
      SELECT subject_id, 1 AS is_known, ${columns.join(', ')} FROM (${facts[fact].rows}) GROUP BY subject_id
    ) AS of_${fact} ON of_${fact}.subject_id = subjects.subject_id`,
  )
  return {
    select: `SELECT subjects.subject_id AS subject_id, ${verdicts.join(', ')}
      FROM (
        SELECT person_id AS subject_id FROM people
        WHERE class = 'human' AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
         AND (first_seen IS NULL OR first_seen < {as_of:DateTime64(3)})
      ) AS subjects
      ${joins.join('\n')}`,
    params: leaves.params,
  }
}

function compile(rule: Rule, leaves: Leaves): string {
  if (rule.op === 'is') return leaves.add(rule.test)
  if (rule.op === 'not') return `(NOT ${compile(rule.part, leaves)})`
  const word = rule.op === 'all' ? ' AND ' : ' OR '
  return `(${rule.parts.map((part) => compile(part, leaves)).join(word)})`
}

const otherwise = { yes: '1', no: '0', unknown: 'NULL' } as const

/** The tests of all rules, each once. */
class Leaves {
  readonly params: Record<string, Parameter> = {}
  readonly #columns = new Map<
    string,
    { readonly name: string; readonly test: Test; readonly verdict: string }
  >()

  /** Answers the expression that says whether it holds. */
  add(test: Test): string {
    const key = JSON.stringify([test.fact, test.verdict, test.params])
    const known = this.#columns.get(key)
    const name = known?.name ?? `holds_${this.#columns.size + 1}`
    if (known === undefined) this.#columns.set(key, { name, test, verdict: this.#bind(test, name) })
    const column = `of_${test.fact}.${name}`
    return `if(of_${test.fact}.is_known = 1, ${column}, ${otherwise[test.otherwise]})`
  }

  byFact(): [FactName, string[]][] {
    const byFact = new Map<FactName, string[]>()
    for (const { name, test, verdict } of this.#columns.values())
      byFact.set(test.fact, [...(byFact.get(test.fact) ?? []), `${verdict} AS ${name}`])
    return [...byFact]
  }

  /** Each leaf has parameters of its own. */
  #bind({ verdict, params }: Test, name: string): string {
    for (const [param, value] of Object.entries(params)) this.params[`${name}_${param}`] = value
    return verdict.replace(/\{(\w+):/g, (whole, param: string) =>
      Object.hasOwn(params, param) ? `{${name}_${param}:` : whole,
    )
  }
}
