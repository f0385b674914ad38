import { expect, test } from 'vitest'
import { nameRename } from './irc-rename.ts'

test.each([
  ['ann', 'ann_', 'variant'],
  ['ann__', 'ann', 'variant'],
  ['ann', 'Ann|away', 'variant'],
  ['ann|work', 'ann|lunch', 'variant'],
  ['ann', 'ann-afk', 'variant'],
  ['ann', 'ann[zzz]', 'variant'],
  ['ann[m]', 'ann{m}', 'variant'],
  ['_ann', 'ann`', 'variant'],
  ['ANN', 'ann', 'variant'],
  ['ann', 'Guest1234', 'guest'],
  ['Guest1234', 'ann', 'guest'],
  ['mib_a1b2c3', 'ann', 'guest'],
  ['ann', 'bo', 'other'],
  ['ann', 'ann2', 'other'],
  ['ann', 'annette', 'other'],
  ['___', '_', 'other'],
  ['|', '_', 'other'],
])('%s is now known as %s: %s', (from, to, kind) => {
  expect(nameRename(from, to)).toBe(kind)
})
