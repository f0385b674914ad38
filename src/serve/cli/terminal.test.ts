import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { hostileName } from '../../../test/support/derived-community.ts'
import { formatTable } from './table.ts'
import { openTerminal, toInert, toInertJson } from './terminal.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

function openFake(isTTY: boolean, json = false) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
  const fakes = Object.fromEntries(
    Object.entries(streams).map(([name, stream]) => [name, Object.assign(stream, { isTTY, columns: 40 })]),
  ) as unknown as { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }
  const read = (name: 'stdout' | 'stderr'): string => String(streams[name].read() ?? '')
  return { terminal: openTerminal({ json, colour: true }, fakes), read }
}

describe('texts from outside', () => {
  test.each([hostileName, '\u001b]0;title\u0007', 'a\rb', '\u009b2J', 'abc\u202edef', '\u2028'])(
    '%j is inert',
    (text) => {
      expect(toInert(text)).not.toMatch(obeyed)
      expect(toInertJson(text)).not.toMatch(obeyed)
      expect(JSON.parse(toInertJson({ text }))).toEqual({ text })
    },
  )

  test('ordinary letters of any script stay', () => {
    expect(toInert('Žofie 李 عمر 👩‍💻')).toBe('Žofie 李 عمر 👩‍💻')
  })

  test('a table keeps one line a row and aligns numbers', () => {
    const table = formatTable(
      [{ title: 'name' }, { title: 'events', isNumber: true }],
      [
        ['Ann\nLee', '5'],
        [`x${'y'.repeat(200)}`, '1,000'],
      ],
    )
    const lines = table.split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/^Ann\ufffdLee .* 5$/)
    expect(lines[2]?.length).toBeLessThan(80)
  })
})

describe('progress', () => {
  test('overwrites one line on a terminal, cut to its width', () => {
    const { terminal, read } = openFake(true)
    terminal.progress('collect git:one · 1 of 2')
    terminal.progress(`collect git:one · ${'2'.repeat(100)}`)
    terminal.tell('Done.')
    const written = read('stderr')
    expect(written.split('\n')).toHaveLength(3)
    expect(written).toContain('…\nDone.')
  })

  test('is a plain line per step elsewhere', () => {
    const { terminal, read } = openFake(false)
    terminal.progress('collect git:one · 1 of 2')
    terminal.progress('collect git:one · 2 of 2')
    terminal.progress('resolve: join aliases')
    expect(read('stderr')).toBe('collect git:one · 1 of 2\nresolve: join aliases\n')
  })

  test('is silent with --json', () => {
    const { terminal, read } = openFake(true, true)
    terminal.progress('collect')
    terminal.tell('Added.')
    terminal.printJson({ ok: true })
    expect(read('stderr')).toBe('')
    expect(read('stdout')).toBe('{"ok":true}\n')
  })
})
