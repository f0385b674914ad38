import type { Person, PersonAttribute } from '../../http/contract.ts'
import type { Invocation } from '../invocation.ts'
import { toInert } from '../terminal.ts'

/** `people attributes <id>`: each attribute with how sure it is, and the evidence below. */
export async function showAttributes(invocation: Invocation, id: string): Promise<undefined> {
  const { terminal } = invocation
  const client = await invocation.client()
  const { name, attributes } = await client.ask<Person>('GET', `/api/v1/people/${encodeURIComponent(id)}`)
  if (terminal.json) {
    terminal.printJson({ personId: id, name, attributes })
    return
  }
  for (const line of [name, ...attributes.flatMap(toLines)]) terminal.print(toInert(line))
}

function toLines(attribute: PersonAttribute): string[] {
  return [
    `${attribute.title}: ${attribute.values.map(toWord).join(', ')}`,
    ...attribute.evidence.map(({ evidence }) => `  ${evidence}`),
  ]
}

function toWord({ title, probability, status }: PersonAttribute['values'][number]): string {
  if (status === 'too little data') return 'too little is known'
  const share = `${Math.round(probability * 100)} %`
  return status === 'inferred' ? `${title} (${share} likely)` : `${title} (${status})`
}
