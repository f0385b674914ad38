/** Writes rows in the engine's RowBinary format: exact for any bytes, no escaping, no parsing on the other side. */
export class RowBinary {
  #buffer = Buffer.allocUnsafe(1 << 20)
  #length = 0

  get bytes(): number {
    return this.#length
  }

  /** The bytes so far; the writer starts anew. */
  take(): Buffer {
    const taken = this.#buffer.subarray(0, this.#length)
    this.#buffer = Buffer.allocUnsafe(1 << 20)
    this.#length = 0
    return taken
  }

  uint8(value: number): void {
    this.#reserve(1)
    this.#buffer[this.#length++] = value
  }

  uint64(value: number): void {
    this.#reserve(8)
    this.#buffer.writeBigUInt64LE(BigInt(value), this.#length)
    this.#length += 8
  }

  /** Milliseconds since 1970, the engine's DateTime64(3). */
  instant(milliseconds: number): void {
    this.#reserve(8)
    this.#buffer.writeBigInt64LE(BigInt(Math.round(milliseconds)), this.#length)
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

  #reserve(size: number): void {
    if (this.#length + size <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + size))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
