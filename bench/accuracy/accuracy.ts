/**
 * How well resolve finds out who is who and for whom they act, against every truth set below a folder; one line of JSON for each.
 *
 *   npm run accuracy -- --data DIR
 *
 * Truth sets are found by what they hold (truth.ts): tables of persons, histories with a `.mailmap` (which says little about
 * whom it does not name: only identities it names are compared), profiles with identities in many sources.
 */
import { parseArgs } from 'node:util'
import { measureEmployers } from './employers.ts'
import { measurePeople } from './people.ts'
import { findTruths } from './truth.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
if (values.data === undefined) throw new Error('Say where the truth is: npm run accuracy -- --data DIR')
const truths = await findTruths(values.data)
if (truths.length === 0) console.error(`There is no truth set below ${values.data}.`)
for (const truth of truths) console.log(JSON.stringify(await measurePeople(truth)))
for (const measure of await measureEmployers(values.data)) console.log(JSON.stringify(measure))
