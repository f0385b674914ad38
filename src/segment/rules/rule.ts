import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import type { FactName, ReadInner, Rule, RuleKind, RuleSubject, Test } from './rule-kind.ts'

export type { Rule, RuleSubject, SubjectKind } from './rule-kind.ts'

const deepest = 20
const most = 200

/** Reads a rule about subjects of one kind. What is wrong with it, and where, is a UserError (422). */
export function parseRule(written: unknown, kinds: readonly RuleKind[], subject: RuleSubject): Rule {
  let count = 0
  const parse = (value: unknown, path: string, depth: number, subject: RuleSubject): Rule => {
    if (depth > deepest) throw wrong(path, `rules lie more than ${deepest} deep in each other`)
    count += 1
    if (count > most) throw wrong(path, `there are more than ${most} rules`)
    const [key, body] = readOnly(value, path)
    const place = path === '' ? key : `${path}.${key}`
    if (key === 'all' || key === 'any') {
      if (!Array.isArray(body) || body.length === 0)
        throw wrong(place, 'it needs a list with at least one rule')
      return {
        op: key,
        parts: body.map((part, at) => parse(part, `${place}[${at + 1}]`, depth + 1, subject)),
      }
    }
    if (key === 'not') return { op: 'not', part: parse(body, place, depth + 1, subject) }
    return parseLeaf(key, body, { place, depth, subject })
  }
  const parseLeaf = (key: string, body: unknown, { place, depth, subject }: Place): Rule => {
    const kind = kinds.find(({ name }) => name === key)
    const names = kinds.filter(({ subjects }) => subjects.includes(subject)).map(({ name }) => name)
    if (kind === undefined || !kind.subjects.includes(subject))
      throw wrong(
        place,
        `“${key}” is no rule about ${plural[subject]}; there are all, any, not, ${names.join(', ')}`,
      )
    try {
      const readInner: ReadInner = (inner, about) => {
        const rule = parse(inner, `${place}.that`, depth + 1, about)
        return { rule, text: writeRule(rule), sentence: sayRule(rule) }
      }
      return { op: 'is', ...kind.read(body, readInner) }
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error
      throw wrong(place, z.prettifyError(error).replace(/^✖ /, '').split('\n').join(' '))
    }
  }
  return parse(written, '', 0, subject)
}

interface Place {
  readonly place: string
  readonly depth: number
  readonly subject: RuleSubject
}

export const plural = {
  person: 'people',
  organisation: 'organisations',
  thread: 'threads',
  visitor: 'visitors',
} as const

function readOnly(value: unknown, path: string): [string, unknown] {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
  const [entry] = entries
  if (entry === undefined || entries.length !== 1)
    throw wrong(path, 'a rule has exactly one key: all, any, not, or the name of a kind')
  return entry
}

const wrong = (path: string, what: string): UserError =>
  new UserError(`The rule${path === '' ? '' : ` at ${path}`} cannot be used: ${what}.`, { status: 422 })

/** The text form again: `parseRule` of it gives an equal rule. */
export function writeRule(rule: Rule): unknown {
  if (rule.op === 'is') return { [rule.kind]: rule.body }
  if (rule.op === 'not') return { not: writeRule(rule.part) }
  return { [rule.op]: rule.parts.map(writeRule) }
}

/** In plain English, to stand after “people who”, “organisations that” and so on. */
export function sayRule(rule: Rule, isInner = false): string {
  if (rule.op === 'is') return rule.sentence
  if (rule.op === 'not') return `not (${sayRule(rule.part)})`
  const [first] = rule.parts
  if (first !== undefined && rule.parts.length === 1) return sayRule(first, isInner)
  const said = rule.parts.map((part) => sayRule(part, true)).join(rule.op === 'all' ? ' and ' : ' or ')
  return isInner ? `(${said})` : said
}

const openings = {
  person: 'People who',
  organisation: 'Organisations that',
  thread: 'Threads that',
  visitor: 'Visitors nobody can name who',
} as const

/** “People who …” or “Organisations that …”, as a whole sentence. */
export const saySegment = (rule: Rule, subject: RuleSubject): string =>
  `${openings[subject]} ${sayRule(rule)}.`

/** Whether it can be told of an earlier moment. What is known of attributes is known as of now alone. */
export function isDated(rule: Rule): boolean {
  if (rule.op === 'not') return isDated(rule.part)
  if (rule.op !== 'is') return rule.parts.every(isDated)
  if ('across' in rule.test) return isDated(rule.test.rule)
  return !undated.has(rule.test.fact)
}

const undated: ReadonlySet<string> = new Set<FactName>(['attributes', 'firmographics', 'aliases'])

/** Segments a rule asks for membership in, also inside quantifiers unless told not to look `across`. */
export function listSegments(rule: Rule, { across = true } = {}): string[] {
  if (rule.op === 'not') return listSegments(rule.part, { across })
  if (rule.op !== 'is') return rule.parts.flatMap((part) => listSegments(part, { across }))
  if ('across' in rule.test) return across ? listSegments(rule.test.rule) : []
  return memberOf(rule.test)
}

const memberOf = ({ fact, keys }: Test): string[] => (fact === 'memberships' ? [...(keys ?? [])] : [])
