import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { UserError } from '../../../core/index.ts'
import type { List, RuleExplanation, RuleKind, RulePreview } from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'

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
}

/** `segments preview <file>`: whom a rule fits, or why one person is in or out. */
export async function previewRule(
  { terminal, client }: Invocation,
  file: string,
  { why, limit, offset }: PreviewOptions,
): Promise<undefined> {
  const rule = parseRuleFile(file === '-' ? await text(process.stdin) : await readRuleFile(file), file)
  const server = await client()
  if (why !== undefined) {
    const told = await server.ask<RuleExplanation>('POST', '/api/v1/segments/explain', { rule, person: why })
    if (terminal.json) return void terminal.printJson(told)
    terminal.print(`${marks[told.verdict]}: ${toInert(told.sentence)}`)
    for (const { verdict, sentence } of told.reasons)
      terminal.print(`  ${marks[verdict]}: ${toInert(sentence)}`)
    return undefined
  }
  const found = await server.ask<RulePreview>('POST', '/api/v1/segments/preview', {
    rule,
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(offset === undefined ? {} : { offset: Number(offset) }),
  })
  if (terminal.json) return void terminal.printJson(found)
  terminal.print(toInert(found.sentence))
  const unsure = found.unknown === 0 ? '' : `; of ${formatNumber(found.unknown)} nobody knows`
  terminal.print(`${countOf(found.total, 'person', 'people')} of ${formatNumber(found.of)}${unsure}.`)
  const rows = found.items.map((person) => [
    person.personId,
    person.name,
    person.state ?? '',
    formatNumber(person.events),
  ])
  if (rows.length > 0) terminal.print(formatTable(columns, rows))
  return undefined
}

const marks = { in: 'in', out: 'out', unknown: 'nobody knows' } as const
const columns = [{ title: 'id' }, { title: 'name' }, { title: 'rung' }, { title: 'events', isNumber: true }]

async function readRuleFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UserError(`${file} cannot be read. Check the path and its permissions.`, { cause: error })
  }
}

function parseRuleFile(written: string, file: string): unknown {
  try {
    return JSON.parse(written)
  } catch (error) {
    throw new UserError(
      `${file === '-' ? 'Standard input' : file} is not JSON: ${String(error).replace(/^SyntaxError: /, '')}.`,
      {
        cause: error,
      },
    )
  }
}
