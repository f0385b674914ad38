/** A word as it stands at the head of a column. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)
