/**
 * Matches rows with columns so that the sum of their worths is highest (the Hungarian method, O(n³)). Answers the column of each row;
 * -1 for a row that is left over when there are more rows than columns.
 */
export function assign(worths: readonly (readonly number[])[]): number[] {
  const columns = Math.max(0, ...worths.map((row) => row.length))
  const size = Math.max(worths.length, columns)
  const cost = (row: number, column: number): number => -(worths[row]?.[column] ?? 0)
  // Potentials of rows and columns, and which row holds each column; place 0 is a helper outside the table.
  const ofRows = new Array<number>(size + 1).fill(0)
  const ofColumns = new Array<number>(size + 1).fill(0)
  const holder = new Array<number>(size + 1).fill(0)
  for (let row = 1; row <= size; row++) seat(row)
  const found = new Array<number>(worths.length).fill(-1)
  for (let column = 1; column <= columns; column++) {
    const row = (holder[column] as number) - 1
    if (row < worths.length) found[row] = column - 1
  }
  return found

  function seat(row: number): void {
    holder[0] = row
    const slack = new Array<number>(size + 1).fill(Number.POSITIVE_INFINITY)
    const from = new Array<number>(size + 1).fill(0)
    const isDone = new Array<boolean>(size + 1).fill(false)
    let column = 0
    while (holder[column] !== 0) {
      isDone[column] = true
      const held = holder[column] as number
      let least = Number.POSITIVE_INFINITY
      let next = 0
      for (let other = 1; other <= size; other++) {
        if (isDone[other] === true) continue
        const gap = cost(held - 1, other - 1) - (ofRows[held] as number) - (ofColumns[other] as number)
        if (gap < (slack[other] as number)) [slack[other], from[other]] = [gap, column]
        if ((slack[other] as number) < least) [least, next] = [slack[other] as number, other]
      }
      for (let other = 0; other <= size; other++) {
        if (isDone[other] === true) {
          const owner = holder[other] as number
          ofRows[owner] = (ofRows[owner] as number) + least
          ofColumns[other] = (ofColumns[other] as number) - least
        } else slack[other] = (slack[other] as number) - least
      }
      column = next
    }
    for (let back = column; back !== 0; ) {
      const before = from[back] as number
      holder[back] = holder[before] as number
      back = before
    }
  }
}
