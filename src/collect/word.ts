import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { VisitConnector, WordMeaning } from './connector.ts'
import { RowBinary } from './row-binary.ts'

const mostWords = 200_000
const wordsAtOnce = 20_000

export async function forgetWords(store: Store): Promise<void> {
  await store.write('TRUNCATE TABLE incoming_words')
}

/** Asks the connector for the meaning of each word in `incoming_rows` that is not in `incoming_words` yet. */
export async function explainWords(store: Store, connector: VisitConnector<unknown>): Promise<void> {
  const { known } = await store.readOne({
    text: 'SELECT count() AS known FROM incoming_words',
    params: {},
    row: z.object({ known: z.coerce.number() }),
  })
  if (known > mostWords) await forgetWords(store)
  for (;;) {
    const words = await store.read({
      text: `SELECT word FROM (SELECT DISTINCT toString(word) AS word FROM incoming_rows WHERE outcome = 'event')
        WHERE word NOT IN (SELECT word FROM incoming_words) LIMIT {most:UInt32}`,
      params: { most: wordsAtOnce },
      row: z.object({ word: z.string() }),
    })
    if (words.length === 0) return
    const rows = new RowBinary()
    for (const { word } of words) addWord(rows, word, connector.explainWord(word))
    await store.append('incoming_words', [rows.take()], 'RowBinary')
    if (words.length < wordsAtOnce) return
  }
}

function addWord(rows: RowBinary, word: string, meaning: WordMeaning): void {
  rows.string(word)
  rows.string(meaning.ignored ?? '')
  const attrs = Object.entries(meaning.attrs ?? {})
  rows.count(attrs.length)
  for (const [name, value] of attrs) {
    rows.string(name)
    rows.string(value)
  }
  rows.strings(meaning.flags ?? [])
}
