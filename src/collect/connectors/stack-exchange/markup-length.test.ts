import { expect, test } from 'vitest'
import { measureMarkup } from './markup-length.ts'

test.each([
  ['', 0],
  ['abc', 3],
  [' a  b&#xA;&#xD;&#xA;c ', 5],
  ['&lt;p&gt;a&lt;/p&gt;&#xA;&#xA;&lt;p title=&quot;x&quot;&gt;b&lt;/p&gt;&#xA;', 3],
  ['a &amp;lt; b &amp;amp; c', 9],
  ['a &amp; b & c &amp;; d', 14],
  ['ä明', 2],
  ['&lt;never closed', 0],
  ['&', 1],
  ['&lt;p&gt; &lt;/p&gt;', 0],
])('%j is seen as %i characters', (escaped, length) => expect(measureMarkup(escaped)).toBe(length))
