import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { parse, stringify } from 'yaml'
import styles from './builder.module.css'
import { type RuleText, readPlace } from './rule-tree.ts'

/** The rule as text (YAML, of which JSON is a part): the same tree, for those who would rather write. */
export function RuleTextField({ rule, onChange }: { rule: RuleText; onChange: (rule: RuleText) => void }) {
  const [text, setText] = useState(() => stringify(rule, { lineWidth: 100 }))
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const change = (next: string) => {
    setText(next)
    const read = readText(next)
    setProblem(typeof read === 'string' ? read : undefined)
    if (typeof read !== 'string') onChange(read)
  }
  return (
    <Textarea
      className={styles.text}
      label="Rule as text"
      description="YAML or JSON. What is wrong with it is told beside, with its place."
      autosize
      minRows={10}
      maxRows={30}
      spellCheck={false}
      value={text}
      error={problem}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

/** The rule, or a sentence on what is wrong. */
function readText(text: string): RuleText | string {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 })
    return readPlace(value) === undefined
      ? 'A rule has exactly one key: all, any, not, or the name of a kind.'
      : (value as RuleText)
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}
