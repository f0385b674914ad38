import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

const change = (name: string, ...touched: string[]): ObservedAct => ({
  id: `${name} ${touched.join(' ')}`,
  name,
  touched,
})

test('translations and what people say', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      change('Tess', 'po/de.po'),
      change('Bia', 'po/pt_BR.po', 'docs/locale/pt_BR.po'),
      change('Release', ...Array.from({ length: 6 }, (_unused, index) => `po/${'abcdef'[index]}a.po`)),
      change('Coder', 'src/de.c'),
      { name: 'Said', type: 'survey.answer', attrs: { Languages: 'English; Catalan' } },
    ],
  })
  expect(told).toEqual({
    Tess: [
      {
        value: 'de',
        probability: expect.closeTo(10 / 19, 9),
        status: 'inferred',
        evidence: ['translates: de: changed 1 translation into it'],
      },
    ],
    Bia: [expect.objectContaining({ value: 'pt-br', probability: expect.closeTo(19 / 28, 9) })],
    Said: [
      expect.objectContaining({ value: 'catalan', status: 'declared' }),
      expect.objectContaining({ value: 'english' }),
    ],
  })
})
