import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Decided, Review } from '../../../../../src/serve/http/contract.ts'
import { tell } from '../../../api/ask.ts'
import { askReview } from '../../../api/questions.ts'
import { countOf } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'

export type Answer = 'same' | 'different' | 'later'

type Verdict = 'same' | 'different' | 'undecided'

interface Turn {
  readonly answer: Answer
  readonly pairs: readonly Review[]
}

const keyOf = (pair: Review): string => `${pair.aliasA}:${pair.aliasB}`
export const nameOf = ({ name, email }: Review['a']): string =>
  makeInert(name.trim() === '' ? email : name) || 'no name given'
const sayPair = (pair: Review): string => `${nameOf(pair.a)} and ${nameOf(pair.b)}`
const words = { same: 'the same', different: 'not the same', later: 'left for later' } as const

/** What was answered here, kept by the server, and the way back. */
function useTurns() {
  const questions = useQueryClient()
  const [turns, setTurns] = useState<readonly Turn[]>([])
  const [said, setSaid] = useState('')
  const [notes, setNotes] = useState<readonly string[]>([])
  const [refusal, setRefusal] = useState<unknown>(null)

  const record = async (pairs: readonly Review[], verdict: Verdict, reason: string) => {
    const decisions = pairs.map(({ aliasA, aliasB }) => ({ a: aliasA, b: aliasB, verdict }))
    setNotes((await tell<Decided>('POST', '/identity/decisions', { decisions, reason })).notes)
  }
  const forget = (turn: Turn) => setTurns((before) => before.filter((one) => one !== turn))
  return {
    turns,
    setTurns,
    said,
    setSaid,
    notes,
    refusal,
    take(turn: Turn, reason: string) {
      setTurns((before) => [...before, turn])
      setRefusal(null)
      if (turn.answer === 'later') return
      record(turn.pairs, turn.answer, reason).catch((problem: unknown) => {
        forget(turn)
        setRefusal(problem)
      })
    },
    takeBack(turn: Turn, onDone: () => void) {
      const restore = () => {
        forget(turn)
        onDone()
      }
      if (turn.answer === 'later') return restore()
      record(turn.pairs, 'undecided', 'taken back')
        .then(() => questions.invalidateQueries({ queryKey: ['/identity/review'] }))
        .then(restore, setRefusal)
    },
  }
}

/** The pairs that wait, which one is looked at, which are chosen, and what was answered here. */
export function useReview() {
  const { data, error, refetch } = useQuery(askReview({ limit: 200 }))
  const { turns, setTurns, setSaid, take, takeBack, ...told } = useTurns()
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const most = useRef(0)
  const open = leaveOut(data?.items ?? [], turns)
  const at = findPair(open, current)
  const decided = countPairs(turns, (answer) => answer !== 'later')
  const later = countPairs(turns, (answer) => answer === 'later')
  const beyond = data === undefined ? 0 : Math.max(0, data.total - data.items.length)
  most.current = Math.max(most.current, decided + later + open.length + beyond)
  const show = (pair: Review | undefined) => setCurrent(pair === undefined ? '' : keyOf(pair))
  const pick = (): readonly Review[] => {
    const picked = open.filter((pair) => chosen.has(keyOf(pair)))
    return picked.length > 0 ? picked : open.slice(at, at + 1)
  }
  const answer = (word: Answer, reason = '', pairs = pick()) => {
    if (pairs.length === 0) return
    const rest = open.filter((one) => !pairs.includes(one))
    const next = open.slice(at + 1).find((one) => !pairs.includes(one)) ?? rest[0]
    take({ answer: word, pairs }, reason)
    setChosen(new Set())
    show(next)
    setSaid(sayAnswer(word, pairs, next, rest.length))
  }
  const undo = () => {
    const turn = turns.at(-1)
    if (turn === undefined) return setSaid('There is nothing to undo.')
    takeBack(turn, () => {
      show(turn.pairs[0])
      setSaid(`Undone: ${countOf(turn.pairs.length, 'pair is', 'pairs are')} open again.`)
    })
  }
  const progress = { decided, later, total: most.current, last: turns.at(-1) }
  return {
    ...told,
    ...progress,
    isReady: data !== undefined,
    error,
    refetch,
    open,
    at,
    chosen,
    answer,
    undo,
    show,
    move: (step: number) => show(open[Math.min(open.length - 1, Math.max(0, at + step))]),
    isChosen: (pair: Review) => chosen.has(keyOf(pair)),
    choose: (pair: Review) => setChosen(toggle(chosen, keyOf(pair))),
    chooseAll: (all: boolean) => setChosen(new Set(all ? open.map(keyOf) : [])),
    bringBack: () => setTurns(turns.filter((turn) => turn.answer !== 'later')),
    /** What was decided here is being worked out: a new count begins. */
    begin: () => {
      setTurns([])
      most.current = 0
    },
  }
}

function sayAnswer(word: Answer, pairs: readonly Review[], next: Review | undefined, left: number): string {
  const [only] = pairs
  const what =
    pairs.length === 1 && only !== undefined ? sayPair(only) : countOf(pairs.length, 'pair', 'pairs')
  const then =
    next === undefined
      ? 'That was the last one.'
      : `Next: ${sayPair(next)}. ${countOf(left, 'pair', 'pairs')} left.`
  return `${what}: ${words[word]}. ${then}`
}

function leaveOut(pairs: readonly Review[], turns: readonly Turn[]): readonly Review[] {
  const answered = new Set(turns.flatMap((turn) => turn.pairs.map(keyOf)))
  return pairs.filter((pair) => !answered.has(keyOf(pair)))
}

/** Where a pair is, or the first place. */
function findPair(pairs: readonly Review[], key: string): number {
  const found = pairs.findIndex((pair) => keyOf(pair) === key)
  return Math.max(0, found)
}

function toggle(chosen: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const after = new Set(chosen)
  if (!after.delete(key)) after.add(key)
  return after
}

export type ReviewState = ReturnType<typeof useReview>

const countPairs = (turns: readonly Turn[], fits: (answer: Answer) => boolean): number =>
  turns.filter(({ answer }) => fits(answer)).reduce((sum, { pairs }) => sum + pairs.length, 0)
