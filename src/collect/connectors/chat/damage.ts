import { findDamage } from '../../lines/index.ts'

/** A file of an export cannot be read any further; what stood before is kept. The message goes on after the file's name. */
export class Damage extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.name = 'Damage'
  }
}

/** What packed content answers when it is cut or broken; anything else is no fault of the export. */
export function toDamage(error: unknown): Damage | undefined {
  if (error instanceof Damage) return error
  if (!(error instanceof Error)) return undefined
  const found = findDamage(error)
  if (found !== undefined) return new Damage(found === 'cut' ? 'ends in the middle' : 'is damaged', error)
  // The words of yauzl, which has no codes.
  if (
    /bytes in the stream|local file header|unexpected EOF|compressed|central directory/i.test(error.message)
  )
    return new Damage('is damaged', error)
  return undefined
}
