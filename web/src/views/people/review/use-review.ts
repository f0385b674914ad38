import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Decided, Review } from '../../../../../src/serve/http/contract.ts'
import { tell } from '../../../api/ask.ts'
import { askReview } from '../../../api/questions.ts'
import { countOf } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'

export type Answer = 'same' | 'different' | 'later'

interface Turn {
  readonly answer: Answer
  readonly pairs: readonly Review[]
}

const keyOf = (pair: Review): string => `${pair.aliasA}:${pair.aliasB}`
export const nameOf = ({ name, email }: Review['a']): string =>
  makeInert(name.trim() === '' ? email : name) || 'no name given'
const sayPair = (pair: Review): string => `${nameOf(pair.a)} and ${nameOf(pair.b)}`
const words = { same: 'the same', different: 'not the same', later: 'left for later' } as const

/** The pairs that wait, which one is looked at, which are chosen, and what was answered here. */
export function useReview() {
  const questions = useQueryClient()
  const { data, error, refetch } = useQuery(askReview({ limit: 200 }))
  const [turns, setTurns] = useState<readonly Turn[]>([])
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState('')
  const [notes, setNotes] = useState<readonly string[]>([])
  const [refusal, setRefusal] = useState<unknown>(null)
  const most = useRef(0)

  const answered = new Set(turns.flatMap(({ pairs }) => pairs.map(keyOf)))
  const open = data?.items.filter((pair) => !answered.has(keyOf(pair))) ?? []
  const at = Math.max(
    0,
    open.findIndex((pair) => keyOf(pair) === current),
  )
  const decided = countPairs(turns, (answer) => answer !== 'later')
  const later = countPairs(turns, (answer) => answer === 'later')
  const known = data?.items.filter((pair) => !answered.has(keyOf(pair))).length ?? 0
  const beyond = data === undefined ? 0 : Math.max(0, data.total - data.items.length)
  most.current = Math.max(most.current, decided + later + known + beyond)

  const record = async (
    pairs: readonly Review[],
    verdict: 'same' | 'different' | 'undecided',
    reason: string,
  ) => {
    const decisions = pairs.map(({ aliasA, aliasB }) => ({ a: aliasA, b: aliasB, verdict }))
    const { notes: found } = await tell<Decided>('POST', '/identity/decisions', { decisions, reason })
    setNotes(found)
  }
  const answer = (word: Answer, reason = '', these?: readonly Review[]) => {
    const picked = these ?? open.filter((pair) => chosen.has(keyOf(pair)))
    const pair = open[at]
    const pairs = picked.length > 0 ? picked : pair === undefined ? [] : [pair]
    if (pairs.length === 0) return
    const turn = { answer: word, pairs }
    const rest = open.filter((one) => !pairs.includes(one))
    const next = open.slice(at + 1).find((one) => !pairs.includes(one)) ?? rest[0]
    setTurns((before) => [...before, turn])
    setChosen(new Set())
    setRefusal(null)
    setCurrent(next === undefined ? '' : keyOf(next))
    setSaid(
      `${pairs.length === 1 && pairs[0] !== undefined ? sayPair(pairs[0]) : countOf(pairs.length, 'pair', 'pairs')}: ${words[word]}. ${
        next === undefined
          ? 'That was the last one.'
          : `Next: ${sayPair(next)}. ${countOf(rest.length, 'pair', 'pairs')} left.`
      }`,
    )
    if (word !== 'later')
      record(pairs, word, reason).catch((problem: unknown) => {
        setTurns((before) => before.filter((one) => one !== turn))
        setRefusal(problem)
      })
  }
  const undo = () => {
    const turn = turns.at(-1)
    if (turn === undefined) return setSaid('There is nothing to undo.')
    const restore = () => {
      setTurns((before) => before.filter((one) => one !== turn))
      setCurrent(turn.pairs[0] === undefined ? '' : keyOf(turn.pairs[0]))
      setSaid(`Undone: ${countOf(turn.pairs.length, 'pair is', 'pairs are')} open again.`)
    }
    if (turn.answer === 'later') return restore()
    record(turn.pairs, 'undecided', 'taken back')
      .then(() => questions.invalidateQueries({ queryKey: ['/identity/review'] }))
      .then(restore, setRefusal)
  }
  return {
    isReady: data !== undefined,
    error,
    refetch,
    open,
    at,
    chosen,
    said,
    notes,
    refusal,
    decided,
    later,
    total: most.current,
    last: turns.at(-1),
    answer,
    undo,
    move: (step: number) => {
      const pair = open[Math.min(open.length - 1, Math.max(0, at + step))]
      if (pair !== undefined) setCurrent(keyOf(pair))
    },
    show: (pair: Review) => setCurrent(keyOf(pair)),
    isChosen: (pair: Review) => chosen.has(keyOf(pair)),
    choose: (pair: Review) =>
      setChosen((before) => {
        const after = new Set(before)
        if (!after.delete(keyOf(pair))) after.add(keyOf(pair))
        return after
      }),
    chooseAll: (all: boolean) => setChosen(new Set(all ? open.map(keyOf) : [])),
    bringBack: () => setTurns((before) => before.filter((turn) => turn.answer !== 'later')),
    /** What was decided here is being worked out: a new count begins. */
    begin: () => {
      setTurns([])
      most.current = 0
    },
  }
}

export type ReviewState = ReturnType<typeof useReview>

const countPairs = (turns: readonly Turn[], fits: (answer: Answer) => boolean): number =>
  turns.filter(({ answer }) => fits(answer)).reduce((sum, { pairs }) => sum + pairs.length, 0)
