import { parseId, UserError } from '../../../core/index.ts'
import {
  findDefinition,
  isNamed,
  listSigns,
  parseRule,
  type Rule,
  ruleKinds,
  type SubjectKind,
  sayRule,
  saySegment,
  writeRule,
} from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { RuleChange, RuleExplanation, RulePreview } from '../contract.ts'
import { type Page, toList } from '../filter.ts'
import {
  mostLookedThrough,
  ruleChangePage,
  ruleChangeTotals,
  ruleOverview,
  ruleSubjects,
  ruleVerdicts,
} from '../questions/rule.ts'

/** A rule as it is written, and the moment it is looked at for. */
interface Looking {
  readonly written: unknown
  readonly of: 'people' | 'organisations'
  readonly asOf: Date
}

const subjectOf = ({ of }: Pick<Looking, 'of'>): SubjectKind => (of === 'people' ? 'person' : 'organisation')

/** How many a rule fits and who they are, and what it would change of a published segment; nothing is written. */
export async function readRulePreview(
  store: Store,
  { written, of: subjects, asOf, name, ...page }: Looking & Page & { readonly name?: string | undefined },
): Promise<RulePreview> {
  const subject = subjectOf({ of: subjects })
  const asked = { rule: parseRule(written, ruleKinds, subject), subject, asOf }
  if (page.offset + page.limit > mostLookedThrough)
    throw new UserError(
      `A preview lists the first ${mostLookedThrough}; publish the segment to look through all of it.`,
      { status: 422 },
    )
  const published = name === undefined ? undefined : await findPublished(store, name)
  const [{ total, unknown, of, ids }, change] = await Promise.all([
    store.readOne(ruleOverview({ ...asked, ...page })),
    published === undefined ? null : readRuleChange(store, { ...asked, ...published, rule: asked.rule }),
  ])
  const items = await store.read(ruleSubjects({ subject, ids }))
  return {
    ...toList(items, total, page),
    sentence: saySegment(asked.rule, subject),
    of,
    unknown,
    change,
    cohort: null,
  }
}

/** A published segment whose members can be compared. */
async function findPublished(store: Store, name: string) {
  const found = await findDefinition(store, name)
  if (isNamed(found)) return found
  throw new UserError(`“${name}” holds visitors nobody can name: nobody can be seen to come or leave.`, {
    status: 422,
  })
}

const mostShown = 20

/** Who would come into a segment and who would leave it, were this its rule. */
export async function readRuleChange(
  store: Store,
  asked: {
    readonly rule: Rule
    readonly subject: SubjectKind
    readonly asOf: Date
    readonly segment: string
    readonly version: number
  },
): Promise<RuleChange> {
  const { rule, subject, asOf, segment, version } = asked
  const [totals, changed] = await Promise.all([
    store.readOne(ruleChangeTotals({ rule, subject, asOf, segment })),
    store.read(ruleChangePage({ rule, subject, asOf, segment, most: mostShown })),
  ])
  const signs = listSigns(rule)
  const ids = changed.map(({ subjectId }) => subjectId)
  const rows = await store.read(ruleVerdicts({ rules: signs.map((sign) => sign.rule), subject, asOf, ids }))
  const verdicts = new Map(rows.map((row) => [row.subjectId, row.verdicts]))
  const told = changed.map(({ isEntering, ...one }) => {
    const held = verdicts.get(one.subjectId)
    const speaking = signs.filter((sign, at) => (held?.[at] === Number(sign.speaksFor)) === isEntering)
    const why =
      held === undefined ? 'is not here any more' : speaking.map(({ sentence }) => sentence).join('; ')
    return { isEntering, ...one, why: isEntering || held === undefined ? why : `not: ${why}` }
  })
  const pick = (entering: boolean): RuleChange['enter'] =>
    told.filter((one) => one.isEntering === entering).map(({ isEntering: _, ...one }) => one)
  return { version, ...totals, enter: pick(true), leave: pick(false) }
}

const verdictWords = ['out', 'in', 'unknown'] as const

/** Why somebody is in or out by a rule. A UserError when there is nobody of that id. */
export async function explainRule(
  store: Store,
  { written, of, asOf, subject: id }: Looking & { readonly subject: string },
): Promise<RuleExplanation> {
  const subject = subjectOf({ of })
  const rule = parseRule(written, ruleKinds, subject)
  const rules = [rule, ...listSigns(rule).map((sign) => sign.rule)]
  const known = parseId(id)
  const [row] =
    known === undefined ? [] : await store.read(ruleVerdicts({ rules, subject, asOf, ids: [known] }))
  if (row === undefined)
    throw new UserError(
      subject === 'person'
        ? `There is no person ${id}; bots and role accounts are in no segment.`
        : `There is no organisation ${id}.`,
      { status: 404 },
    )
  const [whole, ...reasons] = rules.map((one, at) => ({
    verdict: verdictWords[row.verdicts[at] as 0 | 1 | 2],
    sentence: sayRule(one),
    rule: writeRule(one) as Record<string, unknown>,
  }))
  return { verdict: whole?.verdict ?? 'unknown', sentence: whole?.sentence ?? '', reasons }
}
