import { UserError } from '../../core/index.ts'
import { decidePairs, pairsInForce } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import type { Imported } from '../http/contract.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { aliasesOfParts, matchingAliases, type Parts } from './questions/matching-aliases.ts'
import { type DecisionLine, parseJson, readDecisionLines } from './read-decision-lines.ts'
import { readMailmap } from './read-mailmap.ts'
import { isSortingHat, readSortingHat } from './read-sorting-hat.ts'
import type { Entry, Named, Statements, Unreadable } from './statement.ts'

const mostAtOnce = 1000
const mostLeft = 100

/** Takes over decisions from a file: our own export, a .mailmap, or an export of SortingHat. What was decided here holds. */
export async function importIdentities(
  store: Store,
  file: { readonly name: string; readonly text: string },
  deciding: { readonly at: Date; readonly by: string },
): Promise<Imported> {
  const ledger = openLedger(await store.read(pairsInForce(undefined)), `From ${file.name}`)
  const document = parseJson(file.text)
  const format = recognise(file, document)
  if (format === 'decisions') await weighDecisions(store, ledger, file.text)
  else
    await weighStatements(
      store,
      ledger,
      format === 'mailmap' ? readMailmap(file.text) : readSortingHat(document),
    )
  await decidePairs(store, ledger.pairs, deciding)
  return { format, ...ledger.counts(), left: ledger.left.slice(0, mostLeft) }
}

function recognise({ name, text }: { name: string; text: string }, document: unknown): Imported['format'] {
  if (isSortingHat(document)) return 'sortinghat'
  const first = text.split('\n', 1)[0] ?? ''
  if (/\.(jsonl|ndjson)$/.test(name) || (typeof parseJson(first) === 'object' && first.trim() !== 'null'))
    return 'decisions'
  if (name.endsWith('mailmap') || /^[^#\n]*<[^>\n]*>/m.test(text)) return 'mailmap'
  throw new UserError(
    `${name} is no file of decisions: it should be lines of “groundswell export decisions --format jsonl”, a .mailmap, or a JSON export of SortingHat.`,
    { status: 422 },
  )
}

async function weighDecisions(store: Store, ledger: Ledger, text: string): Promise<void> {
  const { lines, unreadable } = readDecisionLines(text)
  ledger.refuse(unreadable)
  for (const some of inChunks(lines)) {
    const found = await store.read(aliasesOfParts({ parts: some.flatMap(toParts) }))
    const aliasAt = new Map(found.map(({ at, aliasId }) => [at, aliasId]))
    for (const [at, line] of some.entries()) {
      const [a, b] = [aliasAt.get(at * 2), aliasAt.get(at * 2 + 1)]
      if (a === undefined || b === undefined)
        ledger.refuse([
          { ...line, reason: `${a === undefined ? 'the first' : 'the second'} alias is not known here` },
        ])
      else if (a === b) ledger.stayAlone()
      else ledger.weigh(line, [{ a, b }], line.said.verdict, line.said.reason)
    }
  }
}

const toParts = ({ said }: DecisionLine): Parts[] => [
  [said.a_platform, said.a_name, said.a_email, said.a_username, said.a_account],
  [said.b_platform, said.b_name, said.b_email, said.b_username, said.b_account],
]

async function weighStatements(store: Store, ledger: Ledger, statements: Statements): Promise<void> {
  const { entries, unreadable, isNameExact } = statements
  ledger.refuse(unreadable)
  const matches = await match(
    store,
    entries.map(({ named }) => named),
    isNameExact,
  )
  const nobody: Named = { name: '', email: '', username: '' }
  const proper = await match(
    store,
    entries.map((entry) => entry.proper ?? nobody),
    isNameExact,
  )
  const centreOf = new Map<string, string>()
  for (const [at, { group }] of entries.entries()) {
    const centre = proper[at]?.[0]
    if (centre !== undefined && !centreOf.has(group)) centreOf.set(group, centre)
  }
  for (const [at, entry] of entries.entries()) {
    const aliases = matches[at] ?? []
    const [first] = aliases
    if (first === undefined) {
      ledger.refuse([explainUnmatched(entry)])
      continue
    }
    const centre = centreOf.get(entry.group) ?? first
    centreOf.set(entry.group, centre)
    const pairs = aliases.filter((alias) => alias !== centre).map((alias) => ({ a: centre, b: alias }))
    if (pairs.length === 0) ledger.stayAlone()
    else ledger.weigh(entry, pairs, 'same', '')
  }
}

function explainUnmatched({ position, text, named }: Entry): Unreadable {
  const reason =
    named.email === '' && named.username === ''
      ? 'a name alone does not say who it is'
      : 'nobody here is called so'
  return { position, text, reason }
}

/** The aliases each way of naming somebody fits. */
async function match(store: Store, named: readonly Named[], isNameExact: boolean): Promise<string[][]> {
  const found: string[][] = named.map(() => [])
  let from = 0
  for (const some of inChunks(named)) {
    for (const { at, aliasId } of await store.read(matchingAliases({ named: some, isNameExact })))
      found[from + at]?.push(aliasId)
    from += some.length
  }
  return found
}

function* inChunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += mostAtOnce) yield rows.slice(from, from + mostAtOnce)
}
