import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Cursor } from '../../connector.ts'
import type { Damage } from './damage.ts'
import { isPlaceOf, markPlace, mostPlaces, type Place, placeForm } from './place.ts'
import type { ChatReader, Stand } from './reader.ts'
import type { ShelfFile } from './shelf.ts'

/** What of an export has been read, and how to tell that it is still the same. */
const cursorForm = z.object({
  setup: z.string(),
  /** By group, of the names and stamps of its files that were read whole. */
  groups: z.record(z.string(), z.string()),
  /** How far files were read that may grow. */
  places: z.array(placeForm),
  faults: z.array(z.string()),
})
type ChatCursor = z.output<typeof cursorForm>

/** More are counted, not told. */
const mostFaults = 5
const moreFaults = /^and (\d+) more$/

/** The way through the files of an export, past those that need no reading. */
export interface Passage {
  readonly faults: readonly string[]
  /** Whether it was read whole, and has not changed since. */
  isPassed(file: ShelfFile): boolean
  /** Where in a file to go on that was read before and has grown since. */
  findStand(file: ShelfFile): Promise<Stand | undefined>
  /** Remembers how far the file is read that is being read. */
  mark(file: ShelfFile, stand: Stand): Promise<void>
  pass(file: ShelfFile, damage: Damage | undefined): void
  toCursor(): Cursor
}

/**
 * Goes on where a cursor says. An export may hold a hundred thousand files, too many to list in every page's cursor, so they are
 * held in groups: when one changes or comes between, its group is read anew and no other. Of files that grow, those changed last
 * are remembered one by one.
 */
export function startPassage(reader: ChatReader, since: Cursor | undefined): Passage {
  const known = parseCursor(since, reader.setup)
  const { passed, groups } = findPassed(reader.files, known)
  const places = findPlaces(reader.files, known)
  let current: Place | undefined
  let faults = keepFaults(known?.faults ?? [], passed)
  return {
    get faults() {
      return faults
    },
    isPassed: (file) => passed.has(file.name) || places.get(file.name)?.stamp === file.stamp,
    async findStand(file) {
      const place = places.get(file.name)
      return place !== undefined && (await isPlaceOf(file, place)) ? place : undefined
    },
    async mark(file, stand) {
      current = await markPlace(file, stand)
    },
    pass(file, damage) {
      if (damage !== undefined) faults = addFault(faults, `${file.name} ${damage.message}`)
      if (current !== undefined) keepPlace(places, { ...current, stamp: file.stamp })
      current = undefined
      if (passed.has(file.name)) return
      const group = nameGroup(file)
      groups.set(group, digestOnto(groups.get(group) ?? '', file))
    },
    toCursor: (): ChatCursor => ({
      setup: reader.setup,
      groups: Object.fromEntries(groups),
      places: [...without(places, current?.name), ...(current === undefined ? [] : [current])],
      faults: [...faults],
    }),
  }
}

function parseCursor(since: Cursor | undefined, setup: string): ChatCursor | undefined {
  const { data } = cursorForm.safeParse(since)
  return data?.setup === setup ? data : undefined
}

interface Passed {
  /** Names of files. */
  readonly passed: Set<string>
  readonly groups: Map<string, string>
}

function findPassed(files: readonly ShelfFile[], known: ChatCursor | undefined): Passed {
  const passed = new Set<string>()
  const groups = new Map<string, string>()
  const waiting = new Map<string, { digest: string; names: string[] }>()
  for (const file of known === undefined ? [] : files) {
    const group = nameGroup(file)
    if (groups.has(group)) continue
    const { digest, names } = waiting.get(group) ?? { digest: '', names: [] }
    const next = digestOnto(digest, file)
    names.push(file.name)
    waiting.set(group, { digest: next, names })
    if (next !== known?.groups[group]) continue
    groups.set(group, next)
    for (const name of names) passed.add(name)
  }
  const isChanged = groups.size < Object.keys(known?.groups ?? {}).length
  // Which files the uncounted faults were of is not known, so all tell theirs again.
  if (isChanged && moreFaults.test(known?.faults.at(-1) ?? ''))
    return { passed: new Set(), groups: new Map() }
  return { passed, groups }
}

const groupCount = 256

const nameGroup = ({ name }: ShelfFile): string =>
  String(createHash('sha256').update(name).digest().readUInt32LE() % groupCount)

const digestOnto = (before: string, { name, stamp }: ShelfFile): string =>
  createHash('sha256')
    .update(JSON.stringify([before, name, stamp]))
    .digest('hex')
    .slice(0, 16)

function findPlaces(files: readonly ShelfFile[], known: ChatCursor | undefined): Map<string, Place> {
  const places = new Map(known?.places.map((place) => [place.name, place]))
  const there = new Set(places.size === 0 ? [] : files.map(({ name }) => name))
  for (const name of places.keys()) if (!there.has(name)) places.delete(name)
  return places
}

/** Those changed last are likely to grow. */
function keepPlace(places: Map<string, Place>, place: Place): void {
  places.set(place.name, place)
  if (places.size <= mostPlaces) return
  const [oldest] = [...places.values()].sort((a, b) => a.changedAt - b.changedAt)
  if (oldest !== undefined) places.delete(oldest.name)
}

const without = (places: ReadonlyMap<string, Place>, name: string | undefined): Place[] =>
  [...places.values()].filter((place) => place.name !== name)

/** A fault of a file that changed is told again if it is still there. */
function keepFaults(faults: readonly string[], passed: ReadonlySet<string>): string[] {
  if (passed.size === 0) return []
  const isKept = (fault: string): boolean =>
    moreFaults.test(fault) || [...passed].some((name) => fault.startsWith(`${name} `))
  return faults.filter(isKept)
}

function addFault(faults: readonly string[], fault: string): string[] {
  if (faults.length < mostFaults) return [...faults, fault]
  const more = moreFaults.exec(faults.at(-1) ?? '')
  if (more === null) return [...faults, 'and 1 more']
  return [...faults.slice(0, -1), `and ${Number(more[1]) + 1} more`]
}
