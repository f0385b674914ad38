/** A row as it stands in a file. */
export interface SplitRow {
  readonly text: string
  /** Where it begins, in bytes. */
  readonly offset: number
  /** It was longer than any row may be; `text` is its start. */
  readonly isCut: boolean
}

/** The declaration, comments, ends, and what the rows stand in. All else is a row, or was one before it was damaged. */
const noRow = /^<(?:[?!/]|posts|users|comme)/i
/** Posts have at most 30,000 characters, which need six bytes each at worst. */
const longestRow = 4 << 20

/**
 * Splits the bytes of a dump, given in chunks of any size, into rows. Within a value `<` is always written `&lt;`, so a row
 * goes to the next `<`, whatever else is wrong with it.
 */
export class RowSplitter {
  #held: Buffer = Buffer.alloc(0)
  /** The offset of what is held. */
  #offset: number
  #isInRow = false
  #isSkipping = false
  /** Up to where what is held was searched. */
  #searched = 0
  #isEnded = false

  constructor(offset: number) {
    this.#offset = offset
  }

  /** Where the row begins that is not whole yet, or the next. */
  get offset(): number {
    return this.#offset
  }

  /** The end mark of the table was seen. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  take(chunk: Buffer): SplitRow[] {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const rows: SplitRow[] = []
    for (;;) {
      // The mark must be there whole to be told from others: `</posts>` ends, `</row>` does not.
      const next = this.#held.indexOf('<', this.#searched)
      if (next === -1 || next + 6 > this.#held.length) {
        this.#searched = next === -1 ? this.#held.length : next
        break
      }
      const tag = this.#held.toString('latin1', next, next + 6)
      if (tag === '</row>') {
        this.#searched = next + 6
        continue
      }
      this.#giveRow(rows, next)
      this.#isInRow = !noRow.test(tag)
      if (tag.startsWith('</')) this.#isEnded = true
      this.#drop(next)
      this.#searched = 1
    }
    if (this.#held.length > longestRow) this.#cut(rows)
    return rows
  }

  /** The file has ended: what is held may be a row that breaks off. */
  finish(): SplitRow[] {
    const rows: SplitRow[] = []
    this.#giveRow(rows, this.#held.length)
    return rows
  }

  #giveRow(rows: SplitRow[], end: number): void {
    if (this.#isInRow && !this.#isSkipping)
      rows.push({ text: this.#held.toString('utf8', 0, end).trimEnd(), offset: this.#offset, isCut: false })
    this.#isSkipping = false
  }

  #drop(count: number): void {
    this.#held = this.#held.subarray(count)
    this.#offset += count
  }

  #cut(rows: SplitRow[]): void {
    if (this.#isInRow && !this.#isSkipping)
      rows.push({ text: this.#held.toString('utf8', 0, 2000), offset: this.#offset, isCut: true })
    this.#isSkipping = this.#isInRow
    this.#drop(this.#searched)
    this.#searched = 0
  }
}
