import { expect, test } from 'vitest'
import { deriveProofCode, digestCode, digestToken, findProofs, makeClaimToken } from './proof-code.ts'

const token = makeClaimToken()
const code = deriveProofCode(token)

test('a code follows from the secret of its link, and tells nothing of it', () => {
  expect(code).toMatch(/^also-mine(-[a-z2-7]{5}){4}$/)
  expect(deriveProofCode(token)).toBe(code)
  expect(deriveProofCode(makeClaimToken())).not.toBe(code)
  expect(new Set([digestToken(token), digestCode(code), digestCode(token)]).size).toBe(3)
})

test('a code is found wherever it stands, in any case', () => {
  const digest = digestCode(code)
  for (const text of [
    code,
    `Here: ${code}.`,
    `Fix it\n\nProof: ${code}\n`,
    code.toUpperCase(),
    `<p>${code}</p>`,
  ])
    expect(findProofs(text), text).toBe(digest)
})

test('what others wrote and is only quoted is nobody’s proof', () => {
  for (const text of [`> ${code}`, `Ann wrote:\n  >> ${code}\nWhat is this?`, `&gt; ${code}`, `AO> ${code}`])
    expect(findProofs(text), text).toBe('')
})

test('what is not quite a code is none', () => {
  for (const text of [
    `${code}x`,
    `${code}-abcde`,
    `x${code}`,
    code.slice(0, -1),
    'also-mine-',
    '',
    undefined,
    7,
    {},
  ])
    expect(findProofs(text), String(text)).toBe('')
})

test('a text with many codes, or of any size, is read quickly', () => {
  const codes = Array.from({ length: 500 }, () => deriveProofCode(makeClaimToken()))
  expect(findProofs(codes.join(' ')).split(' ')).toHaveLength(3)
  expect(findProofs(`${'also-mine-'.repeat(500_000)}`)).toBe('')
})
