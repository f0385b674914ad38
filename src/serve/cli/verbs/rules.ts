import { UserError } from '../../../core/index.ts'
import type { List, RuleExplanation, RuleKind, RulePreview } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import { readRuleFile } from '../definition-file.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'
import { printCohort } from './cohort.ts'

/** `segments rules`: every kind of rule with an example and what it says. */
export async function listRuleKinds({ terminal, client }: Invocation): Promise<undefined> {
  const kinds = await (await client()).ask<List<RuleKind>>('GET', '/api/v1/rule-kinds')
  if (terminal.json) return void terminal.printJson(kinds)
  terminal.print('Rules are put together with {"all": […]}, {"any": […]} and {"not": …}.')
  for (const { title, examples } of kinds.items) {
    terminal.print('')
    terminal.print(`${title}:`)
    for (const { rule, sentence } of examples) terminal.print(`  ${JSON.stringify(rule)}\n    ${sentence}`)
  }
  return undefined
}

interface PreviewOptions {
  readonly why?: string | undefined
  readonly limit?: string | undefined
  readonly offset?: string | undefined
  readonly organisations?: boolean | undefined
  readonly visitors?: boolean | undefined
  readonly segment?: string | undefined
}

/** `segments preview <file>`: whom a rule fits, or why one person is in or out. */
export async function previewRule(
  { terminal, client }: Invocation,
  file: string,
  { why, limit, offset, organisations = false, visitors = false, segment }: PreviewOptions,
): Promise<undefined> {
  const rule = await readRuleFile(file)
  if (visitors && (organisations || why !== undefined || segment !== undefined))
    throw new UserError('With --visitors nobody is named: leave out --organisations, --why and --segment.')
  const of = organisations ? 'organisations' : visitors ? 'visitors' : 'people'
  const server = await client()
  if (why !== undefined) {
    const told = await server.ask<RuleExplanation>('POST', '/api/v1/segments/explain', {
      rule,
      of,
      subject: why,
    })
    if (terminal.json) return void terminal.printJson(told)
    terminal.print(`${marks[told.verdict]}: ${toInert(told.sentence)}`)
    for (const { verdict, sentence } of told.reasons)
      terminal.print(`  ${marks[verdict]}: ${toInert(sentence)}`)
    return undefined
  }
  const found = await server.ask<RulePreview>('POST', '/api/v1/segments/preview', {
    rule,
    of,
    ...(segment === undefined ? {} : { name: segment }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(offset === undefined ? {} : { offset: Number(offset) }),
  })
  if (terminal.json) return void terminal.printJson(found)
  terminal.print(toInert(found.sentence))
  if (found.cohort !== null) return printCohort(terminal, found.cohort)
  const unsure = found.unknown === 0 ? '' : `; of ${formatNumber(found.unknown)} nobody knows`
  terminal.print(
    `${organisations ? countOf(found.total, 'organisation') : countOf(found.total, 'person', 'people')} of ${formatNumber(found.of)}${unsure}.`,
  )
  if (found.change !== null)
    terminal.print(
      `As the next version of ${segment}: ${formatNumber(found.change.entering)} would enter, ${formatNumber(found.change.leaving)} would leave.`,
    )
  const rows = found.items.map((one) => [one.subjectId, one.name, one.standing, formatNumber(one.events)])
  if (rows.length > 0) terminal.print(formatTable(columns, rows))
  return undefined
}

const marks = { in: 'in', out: 'out', unknown: 'nobody knows' } as const
const columns = [{ title: 'id' }, { title: 'name' }, { title: 'stands' }, { title: 'events', isNumber: true }]
