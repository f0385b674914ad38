import { UserError } from '../../../core/index.ts'
import type { Invocation } from '../invocation.ts'
import { parseMoment } from '../moment.ts'
import { toInert } from '../terminal.ts'

interface StayOptions {
  readonly nobody?: boolean | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly reason?: string | undefined
  readonly takeBack?: boolean | undefined
}

interface Decided {
  readonly stays: readonly {
    readonly organisation: string
    readonly from: string | null
    readonly to: string | null
    readonly sentence: string
  }[]
}

/**
 * `people employer <id> [organisation]`, `organisations owner <id> [organisation]` and `organisations holder <domain> [organisation]`: decides for
 * whom a person acted, which organisation another belongs to, or whose a domain was, or takes it back. It holds when the stages run next.
 */
export async function decideStay(
  invocation: Invocation,
  path: string,
  organisation: string | undefined,
  { nobody = false, from, to, reason, takeBack = false }: StayOptions,
): Promise<undefined> {
  const { terminal } = invocation
  if ([takeBack, nobody, organisation !== undefined].filter(Boolean).length !== 1)
    throw new UserError('Name the organisation, or say --nobody or --take-back.')
  const client = await invocation.client()
  const decided = takeBack
    ? await client.ask<Decided>('DELETE', path)
    : await client.ask<Decided>('PUT', path, {
        organisation: organisation ?? '',
        ...(from === undefined ? {} : { from: parseMoment(from) }),
        ...(to === undefined ? {} : { to: parseMoment(to) }),
        ...(reason === undefined ? {} : { reason }),
      })
  if (terminal.json) {
    terminal.printJson(decided)
    return
  }
  const lines = decided.stays.map(
    (stay) =>
      `${stay.organisation === '' ? 'nobody' : stay.organisation}, ${day(stay.from, 'ever')} to ${day(stay.to, 'for good')}: ${stay.sentence}`,
  )
  for (const line of takeBack ? ['Taken back.'] : lines) terminal.print(toInert(line))
  terminal.print('It holds when the stages run next: groundswell run')
}

const day = (moment: string | null, open: string): string => moment?.slice(0, 10) ?? open
