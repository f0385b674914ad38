import { createHash } from 'node:crypto'

/** A name for what a row tells, made of the parts that never change; it reveals none of them. */
export function nameAct(kind: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.map((part) => part.normalize('NFC')).join('\u001f'))
  return `${kind}:${digest.digest('hex').slice(0, 24)}`
}

/** An address if a cell holds one, as people write it: `mailto:`, brackets and a name around it are taken off. */
export function parseAddress(cell: string): string | undefined {
  const inner = cell.match(/<([^<>]*)>\s*$/)?.[1] ?? cell
  const address = inner.trim().replace(/^mailto:/i, '')
  return address.length <= 254 && /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u.test(address)
    ? address
    : undefined
}
