import type { Invocation } from '../invocation.ts'

interface ClaimOptions {
  readonly reason?: string | undefined
  readonly takeBack?: boolean | undefined
}

/** `organisations ours <id>`: says that an organisation runs this community, or takes that back. */
export async function claimOrganisation(
  { terminal, client }: Invocation,
  id: string,
  { reason = '', takeBack = false }: ClaimOptions,
): Promise<undefined> {
  const path = `/api/v1/organisations/${encodeURIComponent(id)}/ours`
  const server = await client()
  const claimed = takeBack
    ? await server.ask<{ isOurs: boolean }>('DELETE', path)
    : await server.ask<{ isOurs: boolean }>('PUT', path, { reason })
  if (terminal.json) {
    terminal.printJson(claimed)
    return
  }
  terminal.print(
    claimed.isOurs
      ? 'Its people are the team, and those of organisations that belong to it. It holds when the stages run next: groundswell run'
      : 'It is one among others. It holds when the stages run next: groundswell run',
  )
}
