import { z } from 'zod'
import { readModel, type Store } from '../../store/index.ts'
import { type Attribute, isOpen } from '../attribute.ts'
import { calibrate, noCalibration } from './isotonic.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)
const models = {
  answers: model('attribute-answers'),
  overrides: model('attribute-overrides'),
  declaredValue: model('declared-value'),
  declaredTexts: model('declared-texts'),
  valueLikelihoods: model('value-likelihoods'),
  textLikelihoods: model('text-likelihoods'),
  calibrationPoints: model('calibration-points'),
  personValues: model('person-values'),
  personTexts: model('person-texts'),
}

/** Where people, or those who keep a CRM, write down what somebody is; elsewhere `role` is one in a forum, and `title` that of an event. */
const declaringTypes = [
  'survey.answer',
  'crm.contact',
  'event.register',
  'event.attend',
  'event.speak',
  'newsletter.subscribe',
  'trial.start',
  'product.use',
]

/** What people say of themselves is nearly always so; the rest is boxes ticked in haste and answers of years ago. */
const declaredProbability = 0.97

/** What a run of the attributes works on. */
export interface Inferring {
  readonly attributes: readonly Attribute[]
  readonly asOf: Date
  readonly doubtfulFlags: readonly string[]
  readonly signal: AbortSignal
}

/**
 * Rebuilds what is known of people: answers, evidence, likelihoods and the values that hold, table by table. Answers and acts before
 * `asOf` count; decisions hold whenever they were made. Needs people, their aliases, affiliations and activity.
 */
export async function inferAttributes(store: Store, inferring: Inferring): Promise<void> {
  const { attributes, asOf } = inferring
  await store.rebuild('attribute_answers', models.answers, {
    as_of: asOf,
    declaring_types: declaringTypes,
    words: [...new Set([...attributes.flatMap(({ answers }) => answers), 'country'])],
  })
  await store.rebuild('attribute_overrides', models.overrides)
  await gatherEvidence(store, inferring)
  const told = await readWords(store, `SELECT DISTINCT toString(attribute) AS word FROM attribute_evidence`)
  const weighed = { ...inferring, attributes: attributes.filter(({ name }) => told.has(name)) }
  await weighEvidence(store, weighed)
  const labelled = await readWords(
    store,
    `SELECT DISTINCT toString(attribute) AS word FROM attribute_evidence WHERE rule = 'declared'`,
  )
  await fill(store, 'person_attributes', weighed, async (attribute) => {
    const canLearn = !isOpen(attribute) && labelled.has(attribute.name)
    const calibration = canLearn ? await learnCalibration(store, attribute) : noCalibration
    const select = isOpen(attribute) ? models.personTexts : models.personValues
    await store.write(`INSERT INTO person_attributes_next ${select}`, {
      attribute: attribute.name,
      declared: declaredProbability,
      steps: calibration.steps,
      rates: calibration.rates,
    })
  })
}

async function gatherEvidence(store: Store, inferring: Inferring): Promise<void> {
  const { asOf, doubtfulFlags } = inferring
  const words = await readWords(store, `SELECT DISTINCT toString(word) AS word FROM attribute_answers`)
  const decided = await readWords(
    store,
    `SELECT DISTINCT toString(attribute) AS word FROM attribute_overrides`,
  )
  await fill(store, 'attribute_evidence', inferring, async (attribute) => {
    const selects = [
      attribute.evidence,
      ...(attribute.answers.some((word) => words.has(word))
        ? [isOpen(attribute) ? models.declaredTexts : models.declaredValue]
        : []),
      ...(decided.has(attribute.name) ? [decidedEvidence] : []),
    ]
    for (const select of selects)
      await store.write(
        `INSERT INTO attribute_evidence_next (person_id, attribute, rule, weights, evidence)
          SELECT person_id, {attribute:String}, rule, weights, evidence FROM (${select})`,
        {
          ...attribute.params,
          attribute: attribute.name,
          as_of: asOf,
          doubtful_flags: doubtfulFlags,
          words: attribute.answers,
          values: attribute.values.map(({ name }) => name),
          patterns: attribute.values.map(({ said }) => said),
        },
      )
  })
}

const decidedEvidence = `SELECT person_id, 'decided' AS rule, map(value, toFloat64(0)) AS weights, evidence
  FROM attribute_overrides WHERE attribute = {attribute:String}`

/** What is there at all; the statements for the rest are spared. */
async function readWords(store: Store, text: string): Promise<ReadonlySet<string>> {
  const rows = await store.read({ text, params: {}, row: z.object({ word: z.string() }) })
  return new Set(rows.map(({ word }) => word))
}

async function weighEvidence(store: Store, inferring: Inferring): Promise<void> {
  await fill(store, 'attribute_likelihoods', inferring, async (attribute) => {
    const { name, unknown } = attribute
    const values = attribute.values.map((value) => ({ name: value.name, prior: value.prior }))
    const known = [...values, { name: 'unknown', prior: unknown }].filter(({ prior }) => prior > 0)
    const select = isOpen(attribute) ? models.textLikelihoods : models.valueLikelihoods
    await store.write(`INSERT INTO attribute_likelihoods_next ${select}`, {
      attribute: name,
      unknown,
      values: known.map((value) => value.name),
      priors: known.map(({ prior }) => prior),
    })
  })
}

/** What labels, if there are enough of them, teach of how far computed probabilities can be believed. */
async function learnCalibration(store: Store, attribute: Attribute) {
  const points = await store.read({
    text: models.calibrationPoints,
    params: { attribute: attribute.name },
    row: z.object({ probability: z.number(), labels: z.coerce.number(), right: z.coerce.number() }),
  })
  return calibrate(points.map(({ probability, ...counts }) => ({ score: probability, ...counts })))
}

/** Fills a table beside itself, attribute by attribute, and swaps it in whole. */
async function fill(
  store: Store,
  table: string,
  { attributes, signal }: Inferring,
  insert: (attribute: Attribute) => Promise<void>,
): Promise<void> {
  await store.write(`DROP TABLE IF EXISTS ${table}_next SYNC`)
  await store.write(`CREATE TABLE ${table}_next AS ${table}`)
  for (const attribute of attributes) {
    signal.throwIfAborted()
    await insert(attribute)
  }
  await store.write(`EXCHANGE TABLES ${table} AND ${table}_next`)
  await store.write(`DROP TABLE ${table}_next SYNC`)
}
