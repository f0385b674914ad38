import { basename } from 'node:path'
import type { PathFacts, RecordOutcome, StreamConnector } from '../../connector.ts'
import { decodeHead } from '../../table/index.ts'
import { type PopconConfig, popconConfig } from './config.ts'
import { isPopcon, parseStanding } from './line.ts'
import { type ListedLine, listFiles, readLists } from './read-lists.ts'

/** How many installations that take part in a popularity contest have a package. */
export const connector: StreamConnector<PopconConfig> = {
  form: 'stream',
  name: 'popcon',
  title: 'Debian popularity contest',
  reads: 'lists of the popularity contest of Debian or Ubuntu (by_inst, by_vote), plain or .gz',
  config: popconConfig,
  emits: ['telemetry.ping'],
  platform: 'popcon',
  recognise: async (facts) =>
    // Which packages are one's own nobody can tell: the form asks.
    (await isList(facts)) ? { path: facts.path, packages: [], takenOn: '' } : undefined,
  nameSource: ({ path }) => basename(path).replace(/(\.(txt|gz))+$/i, '') || 'popcon',
  read: readLists,
  toOutcome: (record, config) => toOutcome(record as ListedLine, config),
}

async function isList(facts: PathFacts): Promise<boolean> {
  if (facts.kind === 'file') return isPopcon(decodeHead(facts.head))
  return (await listFiles(facts.path)).length > 0
}

const longestText = 200

function toOutcome({ text, position, day, isEstimated }: ListedLine, config: PopconConfig): RecordOutcome {
  const standing = parseStanding(text)
  if (standing === undefined) {
    // Who maintains it is a person's name or address, and no business of the quarantine.
    const record = text.replace(/\(.*$/, '').slice(0, longestText)
    return { kind: 'quarantined', reason: 'not a line with rank, name and five numbers', position, record }
  }
  const { name, inst, vote, old, recent, noFiles } = standing
  if (!isWanted(name, config)) return { kind: 'ignored', reason: 'not one of the packages named' }
  return {
    kind: 'events',
    events: [
      {
        sourceEventId: `popcon:${name}`,
        type: 'telemetry.ping',
        occurredAt: day,
        object: { kind: 'package', id: name },
        visibility: 'anonymous',
        lawfulBasis: 'legitimate interest',
        quantities: { count: inst, inst, vote, old, recent, no_files: noFiles },
        ...(isEstimated ? { flags: ['time-estimated'] } : {}),
      },
    ],
  }
}

const isWanted = (name: string, { packages }: PopconConfig): boolean =>
  packages.some((wanted) => (wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted))
