const digits = new Int8Array(256).fill(-1)
for (let digit = 0; digit < 16; digit++) {
  digits[digit.toString(16).charCodeAt(0)] = digit
  digits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

/**
 * Unpacks quoted-printable (RFC 2045) from `start` to before `end` of a mail into `target`, which has to be as long, and
 * answers how many bytes there are. What is no code stays as it is.
 */
export function unpackQuotedPrintable(
  mail: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let to = 0
  for (let at = start; at < end; ) {
    const byte = mail[at] ?? 0
    if (byte !== 61) {
      target[to++] = byte
      at++
      continue
    }
    const high = digits[mail[at + 1] ?? 0] ?? -1
    const low = digits[mail[at + 2] ?? 0] ?? -1
    if (high !== -1 && low !== -1 && at + 2 < end) {
      target[to++] = high * 16 + low
      at += 3
      continue
    }
    const width = measureSoftBreak(mail, at, end)
    if (width === 0) target[to++] = byte
    at += Math.max(width, 1)
  }
  return to
}

/** `=` at the end of a line joins it to the next; some mailers leave blanks behind it. */
function measureSoftBreak(mail: Uint8Array, at: number, end: number): number {
  let next = at + 1
  while (next < end && (mail[next] === 32 || mail[next] === 9 || mail[next] === 13)) next++
  return next < end && mail[next] === 10 ? next - at + 1 : 0
}
