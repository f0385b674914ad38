import type { StageOptions, StageReport } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import { rebuildActivity } from './activity/rebuild-activity.ts'
import { type Pace, usualPace } from './identity/likeness/compare-likeness.ts'
import {
  creditAgents,
  doubtfulDates,
  gatherEvidence,
  joinAliases,
  rebuildAliasWords,
  rebuildPeople,
} from './identity/resolve-identity.ts'
import { inferAttributes } from './inference/infer-attributes.ts'
import { classifyDomains } from './organisations/classify-domains.ts'
import { rebuildAffiliations, rebuildOrganisations } from './organisations/resolve-organisations.ts'
import { attributes } from './registry.gen.ts'
import { clearMark, isMarked, readMark, writeMark } from './run-mark.ts'
import { type Summary, summariseResolveQuestion } from './summarise-question.ts'

/**
 * Who did it, for whom: joins aliases to people, tells which organisations stand behind them, and counts their acts by month.
 * Everything it writes is rebuilt and swapped in table by table; killed anywhere, the next run makes the same tables. Only
 * events before `asOf` count; who is who and what a domain is uses everything known now. Without any news nothing is done.
 */
export async function resolve(
  store: Store,
  options: StageOptions,
  pace: Pace = usualPace,
): Promise<StageReport> {
  const { asOf, signal } = options
  const steps: readonly (readonly [step: string, run: () => Promise<void>])[] = [
    ['read names and addresses', () => rebuildAliasWords(store, asOf)],
    ['recognise mail domains', () => classifyDomains(store)],
    ['gather evidence', () => gatherEvidence(store)],
    ['join aliases', () => joinAliases(store, { asOf, signal, pace })],
    ['find organisations', () => rebuildOrganisations(store, asOf, doubtfulDates)],
    ['date affiliations', () => rebuildAffiliations(store, asOf, doubtfulDates)],
    ['describe people', () => rebuildPeople(store, asOf)],
    ['credit agents to their operators', () => creditAgents(store, asOf)],
    ['count activity by month', () => rebuildActivity(store, asOf, doubtfulDates)],
    [
      'tell attributes of people',
      () => inferAttributes(store, { attributes, asOf, doubtfulFlags: doubtfulDates, signal }),
    ],
  ]
  const mark = await readMark(store, asOf)
  if (!(await isMarked(store, mark))) {
    await clearMark(store)
    for (const [done, [step, run]] of steps.entries()) {
      signal.throwIfAborted()
      options.onStep?.(step, done, steps.length)
      await run()
    }
    await writeMark(store, mark)
  }
  const summary = await store.readOne(summariseResolveQuestion({}))
  const { humans, agents, bots, roles } = summary
  return { stage: 'resolve', asOf, rows: humans + agents + bots + roles, notes: toNotes(summary) }
}

function toNotes(summary: Summary): string[] {
  const { aliases, humans, agents, bots, roles, organisations, doubted, keptApart } = summary
  const notes = [
    `${count(aliases, 'alias', 'aliases')} ${aliases === 1 ? 'belongs' : 'belong'} to ${count(humans, 'person', 'people')}, ${agents === 0 ? '' : `${count(agents, 'coding agent')}, `}${count(bots, 'bot')} and ${count(roles, 'role account')}.`,
    `${count(organisations, 'organisation')} ${organisations === 1 ? 'stands' : 'stand'} behind their addresses.`,
  ]
  if (doubted > 0)
    notes.push(
      `${count(doubted, 'alias', 'aliases')} ${doubted === 1 ? 'shares' : 'share'} an address or name that does not say who wrote; it joined nobody.`,
    )
  if (keptApart > 0)
    notes.push(
      `${count(keptApart, 'alias', 'aliases')} ${keptApart === 1 ? 'was' : 'were'} kept apart against evidence: two accounts on one host, or a bot and a human.`,
    )
  return notes
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`
