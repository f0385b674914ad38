import { z } from 'zod'
import { decisionsInForce, locksInForce } from '../../../resolve/index.ts'
import { question } from '../../../store/index.ts'
import { aliasRef } from '../contract.ts'
import { firstPage, type Page, pageOf } from '../filter.ts'

/**
 * Two people who may be one, of whom nobody decided yet and neither is locked. While nothing is decided they are apart, which
 * credits the events of the less active one to the wrong person with the probability that they are one: the list's order.
 */
const open = `WITH
    decided AS (
      SELECT least(first.person_id, second.person_id) AS x, greatest(first.person_id, second.person_id) AS y
      FROM (${decisionsInForce}) AS decisions
      INNER JOIN person_aliases AS first ON first.alias_id = decisions.a
      INNER JOIN person_aliases AS second ON second.alias_id = decisions.b
    ),
    locked AS (SELECT person_id FROM person_aliases WHERE alias_id IN (SELECT alias_id FROM (${locksInForce}))),
    asked AS (
      SELECT alias_a, alias_b, min(person_id) AS person_x, max(person_id) AS person_y, any(confidence) AS probability, any(evidence) AS sentence
      FROM alias_links WHERE verdict = 'review' GROUP BY alias_a, alias_b HAVING person_x != person_y
    ),
    open AS (
      SELECT * FROM asked
      WHERE (person_x, person_y) NOT IN (SELECT x, y FROM decided)
        AND person_x NOT IN (SELECT person_id FROM locked) AND person_y NOT IN (SELECT person_id FROM locked)
    ),
    sizes AS (
      SELECT person_id, events FROM person_cards
      WHERE person_id IN (SELECT person_x FROM open) OR person_id IN (SELECT person_y FROM open)
    )`

export const reviewPage = question({
  text: `${open}
    SELECT toString(alias_a) AS aliasA, toString(alias_b) AS aliasB, toString(person_x) AS personX, toString(person_y) AS personY,
      probability, sentence, probability * least(x.events, y.events) AS cost
    FROM open INNER JOIN sizes AS x ON x.person_id = person_x INNER JOIN sizes AS y ON y.person_id = person_y
    ORDER BY cost DESC, probability DESC, alias_a, alias_b ${pageOf}`,
  params: ({ limit, offset }: Page) => ({ limit, offset }),
  row: z.object({
    aliasA: z.string(),
    aliasB: z.string(),
    personX: z.string(),
    personY: z.string(),
    probability: z.number(),
    sentence: z.string(),
    cost: z.number(),
  }),
  examples: [firstPage],
})

/** How many pairs wait for somebody to decide. */
export const reviewTotal = question({
  text: `${open} SELECT count() AS total
    FROM open INNER JOIN sizes AS x ON x.person_id = person_x INNER JOIN sizes AS y ON y.person_id = person_y`,
  params: () => ({}),
  row: z.object({ total: z.coerce.number() }),
  examples: [undefined],
})

/** The aliases of people that did most. */
export const mostUsedAliases = question({
  text: `SELECT toString(person_id) AS personId, toString(alias_id) AS aliasId, platform, name, email, username, events
    FROM person_aliases WHERE person_id IN (SELECT toUInt64(arrayJoin({people:Array(String)})))
    ORDER BY person_id, events DESC, alias_id LIMIT 8 BY person_id`,
  params: ({ people }: { people: readonly string[] }) => ({ people }),
  row: aliasRef.extend({ personId: z.string(), events: z.coerce.number() }),
  examples: [{ people: ['1', '2'] }],
})

/** Comparison by comparison how alike pairs of aliases are, and what each is worth. */
export const reviewSigns = question({
  text: `WITH
      asked AS (
        SELECT arrayJoin(arrayZip({aliasesA:Array(String)}, {aliasesB:Array(String)})) AS pair,
          toUInt64(pair.1) AS alias_a, toUInt64(pair.2) AS alias_b
      ),
      (SELECT any(learned) FROM likeness_weights WHERE comparison = 'prior') AS share
    SELECT toString(alias_a) AS aliasA, toString(alias_b) AS aliasB, name_level AS nameLevel, name_bits AS nameBits, name_detail AS nameDetail,
      derived_level AS derivedLevel, derived_bits AS derivedBits, derived_detail AS derivedDetail,
      handle_level AS handleLevel, handle_bits AS handleBits, handle_detail AS handleDetail,
      home_level AS homeLevel, home_bits AS homeBits, home_detail AS homeDetail,
      log2(probability / (1 - probability)) AS allBits, log2(share / (1 - share)) AS priorBits
    FROM asked
    INNER JOIN alias_pairs ON alias_pairs.a = asked.alias_a AND alias_pairs.b = asked.alias_b
    INNER JOIN alias_likenesses ON alias_likenesses.a = asked.alias_a AND alias_likenesses.b = asked.alias_b`,
  params: (asked: { readonly aliasesA: readonly string[]; readonly aliasesB: readonly string[] }) => ({
    ...asked,
  }),
  row: z.object({
    aliasA: z.string(),
    aliasB: z.string(),
    nameLevel: z.string(),
    nameBits: z.number(),
    nameDetail: z.string(),
    derivedLevel: z.string(),
    derivedBits: z.number(),
    derivedDetail: z.string(),
    handleLevel: z.string(),
    handleBits: z.number(),
    handleDetail: z.string(),
    homeLevel: z.string(),
    homeBits: z.number(),
    homeDetail: z.string(),
    allBits: z.number().nullable(),
    priorBits: z.number().nullable(),
  }),
  examples: [{ aliasesA: ['1'], aliasesB: ['2'] }],
})

export type SignRow = z.infer<ReturnType<typeof reviewSigns>['row']>
