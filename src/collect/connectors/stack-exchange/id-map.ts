const pageBits = 8
const pageSize = 1 << pageBits
/** Some 400 MiB, enough for the largest site there is; what lies beyond is not told. */
const mostPages = 400_000
const largest = 0xffff_ffff

/** Numbers by number, both positive and of at most 32 bits, in far less memory than a Map. */
export class IdMap {
  readonly #pages = new Map<number, Uint32Array>()

  set(id: number, value: number): void {
    if (!isId(id) || !isId(value)) return
    const number = Math.floor(id / pageSize)
    let page = this.#pages.get(number)
    if (page === undefined) {
      if (this.#pages.size >= mostPages) return
      page = new Uint32Array(pageSize)
      this.#pages.set(number, page)
    }
    page[id % pageSize] = value
  }

  find(id: number): number | undefined {
    return this.#pages.get(Math.floor(id / pageSize))?.[id % pageSize] || undefined
  }
}

function isId(number: number): boolean {
  return Number.isInteger(number) && number > 0 && number <= largest
}
