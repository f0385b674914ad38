const firstSize = 1 << 20
/** Below this many characters a loop is quicker than two calls into the runtime. */
const shortLength = 48

/** Writes rows in the engine's RowBinary format: exact for any text, no escaping, no parsing on the other side. */
export class RowBinary {
  #buffer = Buffer.allocUnsafe(firstSize)
  #length = 0

  get bytes(): number {
    return this.#length
  }

  /** The bytes so far; the writer starts anew. */
  take(): Buffer {
    const taken = this.#buffer.subarray(0, this.#length)
    this.#buffer = Buffer.allocUnsafe(firstSize)
    this.#length = 0
    return taken
  }

  uint8(value: number): void {
    this.#reserve(1)
    this.#buffer[this.#length++] = value
  }

  /** Up to 2^53, which is all a count of records can be. */
  uint64(value: number): void {
    this.#reserve(8)
    const high = Math.floor(value / 0x1_0000_0000)
    this.#buffer.writeUInt32LE(value - high * 0x1_0000_0000, this.#length)
    this.#buffer.writeUInt32LE(high, this.#length + 4)
    this.#length += 8
  }

  /** Milliseconds since 1970, the engine's DateTime64(3). */
  instant(milliseconds: number): void {
    this.#reserve(8)
    const whole = Math.round(milliseconds)
    const high = Math.floor(whole / 0x1_0000_0000)
    this.#buffer.writeUInt32LE(whole - high * 0x1_0000_0000, this.#length)
    this.#buffer.writeInt32LE(high, this.#length + 4)
    this.#length += 8
  }

  nullableInt16(value: number | undefined): void {
    this.uint8(value === undefined ? 1 : 0)
    if (value === undefined) return
    this.#reserve(2)
    this.#buffer.writeInt16LE(value, this.#length)
    this.#length += 2
  }

  float64(value: number): void {
    this.#reserve(8)
    this.#buffer.writeDoubleLE(value, this.#length)
    this.#length += 8
  }

  string(value: string): void {
    if (value.length < shortLength && this.#writeAscii(value)) return
    const size = Buffer.byteLength(value)
    this.count(size)
    this.#reserve(size)
    this.#length += this.#buffer.write(value, this.#length)
  }

  /** A variable-length unsigned number: the size of a string, array or map. */
  count(value: number): void {
    this.#reserve(9)
    let left = value
    while (left >= 0x80) {
      this.#buffer[this.#length++] = (left % 0x80) + 0x80
      left = Math.floor(left / 0x80)
    }
    this.#buffer[this.#length++] = left
  }

  strings(values: readonly string[]): void {
    this.count(values.length)
    for (const value of values) this.string(value)
  }

  /** Writes a short string if it is ASCII, which nearly all are; otherwise leaves no trace. */
  #writeAscii(value: string): boolean {
    const size = value.length
    this.#reserve(size + 1)
    const buffer = this.#buffer
    let at = this.#length + 1
    for (let index = 0; index < size; index++) {
      const code = value.charCodeAt(index)
      if (code >= 0x80) return false
      buffer[at++] = code
    }
    buffer[this.#length] = size
    this.#length = at
    return true
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + size))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
