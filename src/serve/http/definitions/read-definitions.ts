import {
  type Definition as Held,
  readDefinitionVersions,
  readDefinitions as readHeld,
  saySegment,
} from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Definition, DefinitionText, DefinitionWithVersions } from '../contract.ts'
import { firstLooks, lastLooks } from '../questions/definition.ts'

/** The segments made of rules, with what the last look at each saw. `today` decides which are past their time. */
export async function readDefinitions(store: Store, today: Date): Promise<Definition[]> {
  const [held, looks] = await Promise.all([readHeld(store), store.read(lastLooks(undefined))])
  return held.map((one) => {
    const look = looks.find(({ segment }) => segment === one.segment)
    return { ...describe(one, today), look: look === undefined ? null : toLook(look) }
  })
}

function toLook({ segment: _, ...look }: { segment: string } & NonNullable<Definition['look']>) {
  return look
}

function describe(held: Held, today: Date): Omit<Definition, 'look'> {
  const { name, segment, version, rule, subject, written, decidedBy, reason } = held
  return {
    name,
    segment,
    version,
    sentence: saySegment(rule, subject),
    definition: toText(written),
    isExpired: written.expires !== undefined && written.expires < today.toISOString().slice(0, 10),
    decidedAt: held.decidedAt.toISOString(),
    decidedBy,
    reason,
  }
}

const toText = (written: Held['written']): DefinitionText => written as DefinitionText

/** One of them with everything it ever said. */
export async function readDefinitionWithVersions(
  store: Store,
  name: string,
  today: Date,
): Promise<DefinitionWithVersions | undefined> {
  const [definitions, versions] = await Promise.all([
    readDefinitions(store, today),
    readDefinitionVersions(store, name),
  ])
  const found = definitions.find((one) => one.name === name)
  if (found === undefined) return undefined
  const looks = await store.read(firstLooks({ segment: found.segment }))
  return {
    ...found,
    versions: versions.map(({ version, decidedAt, decidedBy, reason, definition }) => ({
      version,
      decidedAt: decidedAt.toISOString(),
      decidedBy,
      reason,
      placedAt: looks.find((look) => look.version === version)?.placedAt ?? null,
      definition: definition === undefined ? null : toText(definition.written),
    })),
  }
}
