import { z } from 'zod'
import type { Store } from '../store/index.ts'
import { dropMark, isLatestLook, keepMark } from './definitions/mark.ts'
import { placeByRules } from './definitions/place-definitions.ts'
import { fillBeside, swapIn } from './derived-table.ts'
import type { Part } from './part.ts'
import { readExtent } from './placement-question.ts'
import type { Scheme } from './scheme.ts'

/** What a run of the schemes works on. */
export interface Placing {
  readonly schemes: readonly Scheme[]
  readonly asOf: Date
  readonly parts: readonly Part[]
  readonly signal: AbortSignal
  /** When what is placed by began to be gathered. */
  readonly beganAt: Date
  /** Called before each scheme. */
  onScheme?(scheme: Scheme): void
  /** Called before the segments made of rules. */
  onDefinitions?(): void
}

/** Rebuilds `distributions`, and what else schemes must know of everybody before they can place one subject. */
export async function measurePopulation(store: Store, placing: Placing): Promise<void> {
  const fillings = placing.schemes.flatMap(({ name, population }) => {
    if (population === undefined) return []
    const select = `SELECT {scheme:String}, month, measure, value, people FROM (${population})`
    return [{ select, params: placing.parts.map((part) => ({ ...part, scheme: name, as_of: placing.asOf })) }]
  })
  await fillBeside(store, 'distributions', fillings, placing.signal)
  await swapIn(store, ['distributions'])
  for (const { prepare } of placing.schemes) await prepare?.(store, placing.asOf, placing.signal)
}

/**
 * Rebuilds `memberships`, `segments` and `schemes` together, so that a list, its count and its coverage agree. A scheme that says
 * something it did not declare is a fault of ours and stops the run; nothing is swapped in then. Segments made of rules come last, since
 * their rules may ask for those of schemes.
 */
export async function placeInSegments(store: Store, placing: Placing): Promise<void> {
  await fillMemberships(store, placing)
  await refuseUndeclared(store, placing.schemes)
  const { people, organisations } = await store.readOne(readExtent({ asOf: placing.asOf }))
  const subjects = { person: people, organisation: organisations }
  await fillSegments(store, placing)
  await fillSchemes(store, placing, subjects)
  placing.onDefinitions?.()
  await placeByRules(store, { ...placing, memberships: 'memberships_next', subjects })
  const isLatest = await isLatestLook(store, placing.asOf)
  await dropMark(store)
  await swapIn(store, ['memberships', 'segments', 'schemes'])
  if (isLatest) await keepMark(store, placing)
}

async function fillMemberships(store: Store, placing: Placing): Promise<void> {
  const fillings = placing.schemes.map((scheme) => ({
    select: `SELECT concat({scheme:String}, '/', segment), {scheme:String}, {subject_kind:String}, subject_id, entered_at, left_at,
        entered_reason, left_reason FROM (${scheme.memberships})`,
    params: placing.parts.map((part) => ({
      ...part,
      as_of: placing.asOf,
      scheme: scheme.name,
      subject_kind: scheme.subjectKind,
    })),
    before: () => placing.onScheme?.(scheme),
  }))
  await fillBeside(store, 'memberships', fillings, placing.signal)
}

async function refuseUndeclared(store: Store, schemes: readonly Scheme[]): Promise<void> {
  const declared = new Set(
    schemes.flatMap((scheme) => scheme.segments.map((segment) => `${scheme.name}/${segment.name}`)),
  )
  const placed = await store.read({
    text: 'SELECT DISTINCT segment FROM memberships_next ORDER BY segment',
    params: {},
    row: z.object({ segment: z.string() }),
  })
  const strange = placed.filter(({ segment }) => !declared.has(segment))
  if (strange.length > 0)
    throw new Error(`A scheme placed subjects in segments it does not declare: ${JSON.stringify(strange)}`)
}

async function fillSegments(store: Store, placing: Placing): Promise<void> {
  const fillings = placing.schemes.map((scheme) => {
    const anonymous =
      scheme.anonymous === undefined
        ? '0'
        : `ifNull((SELECT sum(anonymous) FROM (${scheme.anonymous}) WHERE segment = {name:String}), 0)`
    return {
      select: `SELECT {segment:String}, {scheme:String}, {title:String}, {sentence:String}, {ordinal:UInt16},
        (SELECT count() FROM memberships_next WHERE segment = {segment:String} AND left_at IS NULL), ${anonymous}, now64(3)`,
      params: scheme.segments.map(({ name, title, sentence }, ordinal) => ({
        segment: `${scheme.name}/${name}`,
        scheme: scheme.name,
        title,
        sentence,
        ordinal,
        ...(scheme.anonymous === undefined ? {} : { name, as_of: placing.asOf }),
      })),
    }
  })
  await fillBeside(store, 'segments', fillings, placing.signal)
}

async function fillSchemes(
  store: Store,
  placing: Placing,
  subjects: Readonly<Record<Scheme['subjectKind'], number>>,
): Promise<void> {
  const select = `SELECT {scheme:String}, {title:String}, {question:String}, {subject_kind:String}, classified,
      {subjects:UInt64} - classified - conflicting, conflicting, now64(3)
    FROM (
      SELECT sumIf(members, segment NOT IN {conflicting:Array(String)}) AS classified,
        sumIf(members, segment IN {conflicting:Array(String)}) AS conflicting
      FROM segments_next WHERE scheme = {scheme:String}
    )
    WHERE throwIf(classified + conflicting > {subjects:UInt64}, 'A scheme placed more subjects than there are') = 0`
  const params = placing.schemes.map((scheme) => ({
    scheme: scheme.name,
    title: scheme.title,
    question: scheme.question,
    subject_kind: scheme.subjectKind,
    subjects: subjects[scheme.subjectKind],
    conflicting: scheme.segments
      .filter((segment) => segment.conflicting === true)
      .map((segment) => `${scheme.name}/${segment.name}`),
  }))
  await fillBeside(store, 'schemes', [{ select, params }], placing.signal)
}
