import { countOf, formatNumber, startSentence } from '../../sentence.ts'
import type { Home } from '../contract.ts'
import { sayTrouble, sayWhatToDo } from './advice.ts'
import type { HomeFacts, Sentence } from './facts.ts'
import { monthBefore, sayDay, sayMonths } from './month-span.ts'

/** The findings, made from the facts and never canned, the most important first; each leads to the page that shows it. */
export function sayHome(facts: HomeFacts): Sentence[] {
  if (facts.sources.length === 0 && facts.counts.events === 0)
    return [
      {
        text: 'Nothing is here yet. Add a git repository, an exported git log or a web server log, and Groundswell shows who is behind it.',
        href: '/sources/add',
        tone: 'attention',
      },
    ]
  return [
    ...sayTrouble(facts),
    sayWhoIsHere(facts),
    sayWhoMakesWhat(facts),
    sayWhatChanged(facts),
    sayConcentration(facts),
    sayWaterline(facts),
    ...sayWhatToDo(facts),
  ].filter((sentence) => sentence !== undefined)
}

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`

function sayWhoIsHere({ counts, ladder, seen }: HomeFacts): Sentence | undefined {
  const months = seen.filter((entry) => entry.people > 0)
  const [first, last] = [months[0], months.at(-1)]
  if (counts.people === 0 || first === undefined || last === undefined) return undefined
  const contributing = ladder
    .filter((rung) => rung.state >= 'P3')
    .reduce((total, rung) => total + rung.people, 0)
  const from = counts.organisations > 0 ? ` from ${countOf(counts.organisations, 'organisation')}` : ''
  return {
    text: `${countOf(counts.people, 'person', 'people')}${from} left a trace in ${sayMonths(first.month, last.month)}; ${sayContributing(contributing)}.`,
    href: '/people',
    tone: 'plain',
  }
}

function sayContributing(people: number): string {
  if (people === 0) return 'none of them is a contributor now'
  return people === 1
    ? 'one of them is a contributor now'
    : `${formatNumber(people)} of them are contributors now`
}

const classWords: Readonly<Record<string, string>> = {
  source: 'Source code',
  docs: 'Documentation',
  translation: 'Translation',
  tests: 'Tests',
  build: 'Build files',
  other: 'Other files',
}

/** The class of file that makes most of the lines, told together with how many people are behind it. */
function sayWhoMakesWhat({ contribution, contributors }: HomeFacts): Sentence | undefined {
  const lines = (entry: Home['contribution'][number]): number => entry.added + entry.removed
  const total = contribution.reduce((sum, entry) => sum + lines(entry), 0)
  const largest = [...contribution].sort((left, right) => lines(right) - lines(left))[0]
  if (largest === undefined || total === 0 || contributors === 0) return undefined
  const name = classWords[largest.fileClass] ?? largest.fileClass
  return {
    text: `${name} makes up ${percent(lines(largest), total)} of the ${countOf(total, 'changed line')} and occupies ${percent(largest.people, contributors)} of the ${countOf(contributors, 'person', 'people')} who changed any.`,
    href: '/segments',
    tone: 'plain',
  }
}

/** The last three full months against the three before. A difference within twice its Poisson error is not called one. */
function sayWhatChanged({ active, flow, seen }: HomeFacts): Sentence | undefined {
  const { later, earlier } = active
  const span = sayMonths(active.middle, monthBefore(active.end))
  if (later === 0 && earlier === 0) {
    const last = seen.findLast((entry) => entry.people > 0)
    if (last === undefined) return undefined
    return {
      text: `Nobody with a name has left a trace in the last six months; the last was in ${sayMonths(last.month, last.month)}.`,
      href: '/people?sort=last_seen',
      tone: 'attention',
    }
  }
  const inWindow = flow.filter((entry) => entry.month >= active.middle && entry.month < active.end)
  const up = inWindow.reduce((sum, entry) => sum + entry.cameUp, 0)
  const down = inWindow.reduce((sum, entry) => sum + entry.cameDown, 0)
  const steps =
    up + down === 0
      ? ''
      : ` The ladder saw ${countOf(up, 'move')} up, newcomers included, and ${countOf(down, 'move')} down.`
  const change = later - earlier
  const isClear = Math.abs(change) > 2 * Math.sqrt(later + earlier)
  const compared = isClear
    ? `${formatNumber(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than in the three months before`
    : 'about as many as in the three months before'
  return {
    text: `${startSentence(countOf(later, 'person was', 'people were'))} active in ${span}, ${compared} (${formatNumber(earlier)}).${steps}`,
    href: '/people?sort=last_seen',
    tone: isClear ? (change > 0 ? 'good' : 'attention') : 'plain',
  }
}

/** How few people make half of what happens. */
function sayConcentration({ top, counts }: HomeFacts): Sentence | undefined {
  if (counts.people < 10 || top.events === 0) return undefined
  let sum = 0
  const few = top.top.findIndex((events) => {
    sum += events
    return sum * 2 >= top.events
  })
  if (few === -1) return undefined
  return {
    text: `Half of all acts come from ${countOf(few + 1, 'person', 'people')}.`,
    href: '/people?sort=events',
    tone: few + 1 <= 2 ? 'attention' : 'plain',
  }
}

function sayWaterline({ seen, asOf }: HomeFacts): Sentence | undefined {
  const last = seen.findLast((entry) => entry.visitors > 0)
  if (last === undefined) return undefined
  const against =
    last.people === 0 ? 'nobody with one' : `${countOf(last.people, 'person', 'people')} with one`
  const until = asOf === undefined ? '' : ` (as of ${sayDay(asOf)})`
  return {
    text: `In ${sayMonths(last.month, last.month)} ${countOf(last.visitors, 'visitor')} without a name came by, against ${against}${until}.`,
    href: '/segments',
    tone: 'plain',
  }
}
