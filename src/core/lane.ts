/** Runs one task at a time, in the order they were asked for. A failed task does not hold up the next. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** How many tasks run or wait. */
  get waiting(): number {
    return this.#waiting
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const result = this.#last.then(task)
    // The caller gets the failure; here only the end of the task matters.
    this.#last = result.then(
      () => this.#leave(),
      () => this.#leave(),
    )
    return result
  }

  #leave(): void {
    this.#waiting -= 1
  }
}
