import type { Parameter } from '../../store/index.ts'
import { belonging, facts, idColumns, populations, type Scope } from './facts.ts'
import { listSegments } from './rule.ts'
import type { Across, FactName, Rule, RuleSubject, Test } from './rule-kind.ts'

/** A select with `subject_id` and, for each rule in their order, `verdict_1`, `verdict_2`, …: 1, 0, or NULL where nobody knows. */
export interface CompiledRules {
  readonly select: string
  /** All but `as_of`, and those that `among` uses: by default `first` and `last`. */
  readonly params: Readonly<Record<string, Parameter>>
}

export interface Compiling {
  readonly subject: RuleSubject
  /** Keeps the subjects looked at; by default those from `{first:UInt64}` to `{last:UInt64}`. */
  readonly among?: Scope['among']
  /** Where memberships stand that schemes in code worked out; by default `memberships`. */
  readonly memberships?: string
  readonly ruled?: Scope['ruled']
  /** Of segments that some of the rules make, which of them that is, from 0: who is in them is known in the same pass. */
  readonly makes?: ReadonlyMap<string, number>
}

const inRange: Scope['among'] = (column) => `${column} BETWEEN {first:UInt64} AND {last:UInt64}`
const everybody: Scope['among'] = () => '1'

/**
 * One select for many rules: each fact is passed over once, whatever many rules look at it, and rules that are in several
 * trees are answered once. Unknown is not false: the three-valued logic is that of SQL (Kleene's). A rule that asks who is in a segment
 * that another of them makes is answered from that one's verdict; they must not ask so in a circle.
 */
export function compileRules(rules: readonly Rule[], { makes, ...options }: Compiling): CompiledRules {
  return compileFor(rules, { among: inRange, memberships: 'memberships', ...options }, { prefix: '', makes })
}

interface Naming {
  /** Keeps the parameters of a rule inside another apart from its own. */
  readonly prefix: string
  readonly makes?: Compiling['makes']
}

/** A subject without a row of some fact is one whose `is_known` is 0: columns that cannot be NULL are a quarter less work. */
function compileFor(
  rules: readonly Rule[],
  scope: Scope,
  { prefix, makes = new Map() }: Naming,
): CompiledRules {
  const leaves = new Leaves(scope, prefix)
  const depths = findDepths(rules, makes)
  const columns: string[] = []
  // What lies deeper in each other has to be a select around a select: aliases of aliases grow without bound.
  const around: string[][] = []
  for (const [at, rule] of rules.entries()) {
    const depth = depths[at] ?? 0
    const expose = (leaf: string): string => {
      columns.push(`${leaf} AS leaf_${columns.length}`)
      return `leaf_${columns.length - 1}`
    }
    const compiling = depth === 0 ? { leaves, makes } : { leaves, makes, expose }
    const verdict = `${compile(rule, compiling)} AS verdict_${at + 1}`
    if (depth === 0) columns.push(verdict)
    else around[depth - 1] = [...(around[depth - 1] ?? []), verdict]
  }
  const select = `SELECT ${['subjects.subject_id AS subject_id', ...columns].join(', ')}
      FROM (${populations[scope.subject](scope.among)}) AS subjects
      ${leaves.listJoins().join('\n')}
      SETTINGS join_use_nulls = 0`
  return {
    select: around.reduce((inner, verdicts) => `SELECT *, ${verdicts.join(', ')} FROM (${inner})`, select),
    params: leaves.params,
  }
}

/** How many of the rules each waits for, one after the other. */
function findDepths(rules: readonly Rule[], makes: ReadonlyMap<string, number>): number[] {
  const depths: number[] = []
  const depthOf = (at: number): number => {
    const rule = rules[at]
    depths[at] ??=
      rule === undefined ? 0 : Math.max(0, ...listMade(rule, makes).map((one) => 1 + depthOf(one)))
    return depths[at]
  }
  return rules.map((_, at) => depthOf(at))
}

const listMade = (rule: Rule, makes: ReadonlyMap<string, number>): number[] =>
  listSegments(rule, { across: false }).flatMap((segment) => makes.get(segment) ?? [])

interface CompilingRule {
  readonly leaves: Leaves
  readonly makes: ReadonlyMap<string, number>
  /** Gives what a leaf says a column of its own, and answers its name. */
  readonly expose?: (leaf: string) => string
}

function compile(rule: Rule, compiling: CompilingRule): string {
  const { leaves, expose = (leaf) => leaf } = compiling
  if (rule.op === 'not') return `(NOT ${compile(rule.part, compiling)})`
  if (rule.op !== 'is') {
    const word = rule.op === 'all' ? ' AND ' : ' OR '
    return `(${rule.parts.map((part) => compile(part, compiling)).join(word)})`
  }
  const [made] = listMade(rule, compiling.makes)
  if (made !== undefined) return `(ifNull(verdict_${made + 1}, 0) = 1)`
  return expose('across' in rule.test ? leaves.addAcross(rule.test) : leaves.add(rule.test))
}

const otherwise = { yes: '1', no: '0', unknown: 'NULL' } as const

interface Column {
  readonly name: string
  readonly test: Test
  readonly verdict: string
  readonly only: string | undefined
  readonly given: string | undefined
}

/** The tests of all rules, each once. */
class Leaves {
  readonly params: Record<string, Parameter> = {}
  readonly #scope: Scope
  readonly #prefix: string
  readonly #columns = new Map<string, Column>()
  readonly #across = new Map<string, { readonly name: string; readonly join: string }>()

  constructor(scope: Scope, prefix: string) {
    this.#scope = scope
    this.#prefix = prefix
  }

  /** Answers the expression that says whether it holds. */
  add(test: Test): string {
    const key = JSON.stringify([test.fact, test.verdict, test.params, test.given])
    const column =
      this.#columns.get(key) ?? this.#bind(test, `${this.#prefix}holds_${this.#columns.size + 1}`)
    this.#columns.set(key, column)
    const holds = `if(of_${test.fact}.is_known = 1, of_${test.fact}.${column.name}, ${otherwise[test.otherwise]})`
    return column.given === undefined ? holds : `if(${column.given}, ${holds}, NULL)`
  }

  /** The same for a rule asked of each subject of another kind. */
  addAcross(across: Across): string {
    const key = JSON.stringify([across.across, across.rule])
    const known = this.#across.get(key)
    const name = known?.name ?? `${this.#prefix}across_${this.#across.size + 1}`
    if (known === undefined) this.#across.set(key, { name, join: this.#joinAcross(across, name) })
    const { least, most, otherwise: none } = across.across
    const empty =
      none === 'unknown' ? 'NULL' : String(Number(least <= 0 && (most === undefined || most >= 0)))
    return `if(${name}.is_known = 1, ${name}.verdict, ${empty})`
  }

  listJoins(): string[] {
    const byFact = new Map<FactName, Column[]>()
    for (const column of this.#columns.values())
      byFact.set(column.test.fact, [...(byFact.get(column.test.fact) ?? []), column])
    const joins = [...byFact].map(([fact, columns]) => this.#joinFact(fact, columns))
    return [...joins, ...[...this.#across.values()].map(({ join }) => join)]
  }

  #joinFact(fact: FactName, columns: readonly Column[]): string {
    const keys = columns.flatMap(({ test }) => test.keys ?? [])
    let rows = facts[fact](this.#scope)
    if (keys.length > 0) {
      rows = rows.replaceAll(`{${fact}_keys:`, `{${this.#prefix}${fact}_keys:`)
      this.params[`${this.#prefix}${fact}_keys`] = [...new Set(keys)]
    }
    const verdicts = columns.map(({ verdict, name }) => `${verdict} AS ${name}`)
    return `LEFT JOIN (
      SELECT subject_id, 1 AS is_known, ${verdicts.join(', ')} FROM (${rows}) ${chooseRows(columns)} GROUP BY subject_id
    ) AS of_${fact} ON of_${fact}.subject_id = subjects.subject_id`
  }

  /** How many of those that belong to a subject surely fit, and how many may: that decides, or leaves it unknown. */
  #joinAcross({ across, subject, rule }: Across, name: string): string {
    const inner = compileFor([rule], { ...this.#scope, subject, among: everybody }, { prefix: `${name}_` })
    Object.assign(this.params, inner.params, { [`${name}_least`]: across.least })
    if (across.p !== undefined) this.params[`${name}_p`] = across.p
    if (across.most !== undefined) this.params[`${name}_most`] = across.most
    const [its, theirs] = [idColumns[this.#scope.subject], idColumns[subject]]
    const [tooMany, isFew] =
      across.most === undefined
        ? ['0', '1']
        : [`surely > {${name}_most:UInt64}`, `surely + maybe <= {${name}_most:UInt64}`]
    return `LEFT JOIN (
      SELECT subject_id, 1 AS is_known, multiIf(
        surely + maybe < {${name}_least:UInt64} OR ${tooMany}, 0, surely >= {${name}_least:UInt64} AND ${isFew}, 1, NULL) AS verdict
      FROM (
        SELECT belonging.${its} AS subject_id, countIf(verdict_1 = 1) AS surely, countIf(isNull(verdict_1)) AS maybe
        FROM (${belonging[across.relation](`${name}_p`)}) AS belonging
        INNER JOIN (${inner.select}) AS judged ON judged.subject_id = belonging.${theirs}
        WHERE ${this.#scope.among(`belonging.${its}`)}
        GROUP BY subject_id
      )
    ) AS ${name} ON ${name}.subject_id = subjects.subject_id`
  }

  /** Each leaf has parameters of its own. */
  #bind(test: Test, name: string): Column {
    const { verdict, only, given, params } = test
    for (const [param, value] of Object.entries(params)) this.params[`${name}_${param}`] = value
    const rename = (text: string): string =>
      text.replace(/\{(\w+):/g, (whole, param: string) =>
        Object.hasOwn(params, param) ? `{${name}_${param}:` : whole,
      )
    return {
      name,
      test,
      verdict: rename(verdict),
      only: only === undefined ? undefined : rename(only),
      given: given === undefined ? undefined : rename(given.join(' AND ')),
    }
  }
}

/** To tell of more conditions than these which rows fit none takes longer than looking at the rows. */
const mostConditions = 8

/** Leaves out the rows that none of the tests looks at. */
function chooseRows(columns: readonly Column[]): string {
  const conditions = [...new Set(columns.map(({ only }) => only ?? '1'))]
  const isPointless = conditions.includes('1') || conditions.length > mostConditions
  return isPointless ? '' : `WHERE ${conditions.join(' OR ')}`
}
