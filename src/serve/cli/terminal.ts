import { createColors } from 'picocolors'

/** Where a command writes, and what it may do there. */
export interface Terminal {
  /** Machine output only on stdout, nothing else anywhere but errors. */
  readonly json: boolean
  readonly colours: ReturnType<typeof createColors>
  /** Writes one line of the answer. */
  print(line: string): void
  /** Writes an answer as JSON. */
  printJson(value: unknown): void
  /** Tells how it goes, on stderr; silent with --json. */
  tell(line: string): void
  /** Overwrites the last progress line on a terminal; elsewhere a plain line now and then. */
  progress(line: string): void
  /** Ends the progress line, so that what follows starts on its own. */
  endProgress(): void
}

const plainIntervalMilliseconds = 5_000

export function openTerminal(
  options: { json: boolean; colour: boolean },
  streams: { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream } = process,
): Terminal {
  const { stdout, stderr } = streams
  let isOpen = false
  let lastPlain = { text: '', at: 0 }
  const tell = (line: string): void => {
    if (options.json) return
    endProgress()
    stderr.write(`${line}\n`)
  }
  const endProgress = (): void => {
    if (isOpen) stderr.write('\n')
    isOpen = false
  }
  return {
    json: options.json,
    colours: createColors(options.colour && stdout.isTTY === true && !options.json),
    print: (line) => stdout.write(`${line}\n`),
    printJson: (value) => stdout.write(`${toInertJson(value)}\n`),
    tell,
    progress(line) {
      if (options.json) return
      if (stderr.isTTY === true) {
        isOpen = true
        stderr.write(`\r\u001b[K${cut(line, (stderr.columns ?? 80) - 1)}`)
        return
      }
      const step = line.split(' · ')[0] ?? line
      const now = Date.now()
      if (step === lastPlain.text && now - lastPlain.at < plainIntervalMilliseconds) return
      lastPlain = { text: step, at: now }
      stderr.write(`${line}\n`)
    },
    endProgress,
  }
}

// Control characters (C0, C1, delete), line separators, and the marks that turn the direction of text.
const unsafe = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A text from outside, with nothing left in it that a terminal would obey. */
export function toInert(text: string): string {
  return text.replace(unsafe, '\u{fffd}')
}

/** JSON in which such characters are escaped rather than replaced, so that nothing is lost. */
export function toInertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`
}
