import { expect, test } from 'vitest'
import { readLinks } from './profile-link.ts'

test('the ways to write an address come out as one', () => {
  for (const written of [
    'https://github.com/Jane',
    'http://www.github.com/jane/',
    'github.com/jane',
    ' https://GitHub.com/jane?tab=repositories#top ',
  ])
    expect(readLinks(written), written).toBe('github.com/jane')
})

test('several are kept, each once', () => {
  expect(readLinks('https://jane.example.org/', 'gitlab.com/jl', 'https://gitlab.com/jl', undefined)).toBe(
    'jane.example.org gitlab.com/jl',
  )
})

test('what is no address of a site is left out', () => {
  for (const written of [
    '',
    'jane',
    'n/a',
    'javascript:alert(1)',
    'mailto:jane@example.org',
    'jane@example.org',
    'https://jane:secret@example.org/',
    'https://localhost/jane',
    `https://example.org/${'x'.repeat(300)}`,
    'https://[broken',
    7,
    null,
    {},
  ])
    expect(readLinks(written), String(written)).toBe('')
})
