import { UserError } from '../../../core/index.ts'
import type { Hypothesis, List } from '../../http/contract.ts'
import type { Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'

const path = '/api/v1/hypotheses'

/** `hypotheses list`. */
export async function listHypotheses({ terminal, client }: Invocation): Promise<undefined> {
  const found = await (await client()).ask<List<Hypothesis>>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  const rows = found.items.map(({ id, segment, sentence, measure, target, due, program, verdict }) => [
    id,
    segment,
    sentence,
    `${measure}: ${target}`,
    due,
    program,
    sayVerdict(verdict),
  ])
  const titles = ['id', 'segment', 'believed', 'measure', 'due', 'program', 'verdict'].map((title) => ({
    title,
  }))
  terminal.print(
    rows.length === 0
      ? 'Nothing is believed yet: groundswell hypotheses add <segment> <sentence> …'
      : formatTable(titles, rows),
  )
  return undefined
}

/** `hypotheses add <segment> <sentence>`. */
export async function add(
  { terminal, client }: Invocation,
  hypothesis: Readonly<Record<string, string | undefined>>,
  reason = '',
): Promise<undefined> {
  const added = await (await client()).ask<Hypothesis>('POST', path, { hypothesis, reason })
  if (terminal.json) return void terminal.printJson(added)
  terminal.print(
    `Added as ${added.id}. When it is due: groundswell hypotheses judge ${added.id} kept|dropped`,
  )
  return undefined
}

/** `hypotheses judge <id> kept|dropped|open`. */
export async function judge(
  { terminal, client }: Invocation,
  id: string,
  verdict: string,
  { by, reason }: { readonly by?: string | undefined; readonly reason?: string | undefined },
): Promise<undefined> {
  const isOpened = verdict === 'open'
  if (!isOpened && (by === undefined || reason === undefined))
    throw new UserError('Who judges says so with --by, and why with --reason.')
  const told = await (await client()).ask<Hypothesis>('POST', `${path}/${encodeURIComponent(id)}/verdict`, {
    verdict: isOpened ? null : { verdict, by, reason },
  })
  if (terminal.json) return void terminal.printJson(told)
  terminal.print(toInert(`${told.sentence}: ${sayVerdict(told.verdict)}`))
  return undefined
}

/** `hypotheses remove <id>`. */
export async function remove({ terminal, client }: Invocation, id: string): Promise<undefined> {
  const left = await (await client()).ask<List<Hypothesis>>('DELETE', `${path}/${encodeURIComponent(id)}`)
  if (terminal.json) return void terminal.printJson(left)
  terminal.print(`${id} is taken back.`)
  return undefined
}

const sayVerdict = (verdict: Hypothesis['verdict']): string =>
  verdict === null ? 'open' : `${verdict.verdict} by ${verdict.by}: ${verdict.reason}`
