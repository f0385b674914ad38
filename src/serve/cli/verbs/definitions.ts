import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../../core/index.ts'
import type {
  Definition,
  DefinitionTests,
  DefinitionWithVersions,
  List,
  PublishedDefinitions,
  RuleChange,
} from '../../http/contract.ts'
import { countOf, formatNumber } from '../../sentence.ts'
import { readDefinitionFiles, writeDefinition } from '../definition-file.ts'
import { followJob } from '../follow-job.ts'
import type { ExitCode, Invocation } from '../invocation.ts'
import { formatTable } from '../table.ts'
import { toInert } from '../terminal.ts'

interface ApplyOptions {
  readonly dryRun?: boolean | undefined
  readonly prune?: boolean | undefined
  readonly reason?: string | undefined
}

/** `apply <path>`: publishes the definitions of a folder or file together, or says what that would change. */
export async function applyDefinitions(
  { terminal, client: open }: Invocation,
  path: string,
  { dryRun = false, prune = false, reason = '' }: ApplyOptions,
): Promise<ExitCode> {
  const definitions = await readDefinitionFiles(path)
  const client = await open()
  const told = await client.ask<PublishedDefinitions>('POST', '/api/v1/definitions', {
    definitions,
    isTrial: dryRun,
    retiresOthers: prune,
    reason,
  })
  if (told.jobId !== null) await followJob(client, told.jobId, terminal)
  if (terminal.json) {
    terminal.printJson(told)
    return 0
  }
  for (const { name, sentence, total, change } of told.published) {
    terminal.print(toInert(`${name}: ${sentence}`))
    terminal.print(`  ${formatNumber(total)} fit; ${sayChange(change, dryRun)}`)
    for (const one of change.enter) terminal.print(toInert(`  + ${one.name} ${one.known}: ${one.why}`))
    for (const one of change.leave) terminal.print(toInert(`  − ${one.name} ${one.known}: ${one.why}`))
  }
  for (const name of told.retired) terminal.print(`${name}: ${dryRun ? 'would be retired' : 'retired'}`)
  terminal.print(sayOutcome(told))
  return 0
}

const sayChange = ({ entering, leaving }: RuleChange, isTrial: boolean): string => {
  const would = isTrial ? 'would ' : ''
  return `${formatNumber(entering)} ${would}enter, ${formatNumber(leaving)} ${would}leave`
}

function sayOutcome({ published, unchanged, retired, isTrial, jobId }: PublishedDefinitions): string {
  const same = unchanged.length === 0 ? '' : ` ${countOf(unchanged.length, 'segment')} as before.`
  if (published.length + retired.length === 0) return `Nothing changes.${same}`
  const changed = countOf(published.length + retired.length, 'segment')
  if (isTrial) return `${changed} would change; nothing was written.${same}`
  const placed = jobId === null ? ' They hold when the stages run next: groundswell run' : ''
  return `${changed} changed.${same}${placed}`
}

/** `segments retire <name>`. */
export async function retireDefinition(
  { terminal, client: open }: Invocation,
  name: string,
): Promise<undefined> {
  const client = await open()
  const path = `/api/v1/definitions/${encodeURIComponent(name)}`
  const told = await client.ask<PublishedDefinitions>('DELETE', path)
  if (told.jobId !== null) await followJob(client, told.jobId, terminal)
  if (terminal.json) return void terminal.printJson(told)
  terminal.print(`${name} is retired. groundswell segments restore ${name} <version> brings it back.`)
  return undefined
}

/** `segments versions <name>`: what a segment made of a rule said, the latest first. */
export async function listVersions({ terminal, client }: Invocation, name: string): Promise<undefined> {
  const path = `/api/v1/definitions/${encodeURIComponent(name)}`
  const found = await (await client()).ask<DefinitionWithVersions>('GET', path)
  if (terminal.json) return void terminal.printJson(found)
  const rows = found.versions.map(({ version, decidedAt, decidedBy, reason, definition }) => [
    formatNumber(version),
    decidedAt.slice(0, 16).replace('T', ' '),
    decidedBy,
    definition === null ? 'retired' : JSON.stringify(definition.rule),
    reason,
  ])
  terminal.print(toInert(found.sentence))
  terminal.print(
    formatTable(
      [
        { title: 'version', isNumber: true },
        { title: 'when' },
        { title: 'by' },
        { title: 'rule' },
        { title: 'reason' },
      ],
      rows,
    ),
  )
  return undefined
}

/** `segments restore <name> <version>`. */
export async function restoreDefinition(
  { terminal, client }: Invocation,
  name: string,
  version: string,
): Promise<undefined> {
  if (!/^[1-9]\d{0,8}$/.test(version)) throw new UserError(`“${version}” is no version; name one like 2.`)
  const path = `/api/v1/definitions/${encodeURIComponent(name)}/restore`
  const found = await (await client()).ask<DefinitionWithVersions>('POST', path, { version: Number(version) })
  if (terminal.json) return void terminal.printJson(found)
  terminal.print(toInert(`${name} says again what it said in version ${version}: ${found.sentence}`))
  return undefined
}

/** `segments test [path]`: whether definitions hold those they want in, and not those they want out. Exits with 1 when one does not. */
export async function testDefinitions(
  { terminal, client }: Invocation,
  path: string | undefined,
): Promise<ExitCode> {
  const body = path === undefined ? {} : { definitions: await readDefinitionFiles(path) }
  const told = await (await client()).ask<DefinitionTests>('POST', '/api/v1/definitions/test', body)
  if (terminal.json) terminal.printJson(told)
  else {
    for (const { name, subject, expected, found, isPassed } of told.tests)
      if (!isPassed)
        terminal.print(toInert(`${name}: ${subject} should be ${expected}, and ${foundWords[found]}`))
    terminal.print(
      told.tests.length === 0
        ? 'No definition has tests.'
        : `${formatNumber(told.passed)} passed, ${formatNumber(told.failed)} failed`,
    )
  }
  return told.failed === 0 ? 0 : 1
}

const foundWords = {
  in: 'is in',
  out: 'is out',
  unknown: 'of them nobody knows',
  nobody: 'there is nobody of that name, address or id',
} as const

/** `export segments -o <folder>`: each definition as a file, or all as one text. */
export async function exportDefinitions(
  { terminal, client }: Invocation,
  folder: string | undefined,
  isForced: boolean,
): Promise<undefined> {
  const { items } = await (await client()).ask<List<Definition>>('GET', '/api/v1/definitions')
  const files = items.map((one) => ({ name: `${one.name}.yaml`, text: writeDefinition(one) }))
  if (folder === undefined) {
    process.stdout.write(files.map(({ text }) => text).join('---\n'))
    return undefined
  }
  await mkdir(folder, { recursive: true })
  const present = files.find(({ name }) => existsSync(join(folder, name)))
  if (present !== undefined && !isForced)
    throw new UserError(
      `${join(folder, present.name)} exists already. Choose another folder, or overwrite with --force.`,
      { status: 409 },
    )
  for (const { name, text } of files) {
    await writeFile(join(folder, `${name}.partial`), text, { mode: 0o600 })
    await rename(join(folder, `${name}.partial`), join(folder, name))
  }
  if (terminal.json) terminal.printJson({ folder, segments: items.map(({ name }) => name) })
  else terminal.tell(`Wrote ${countOf(files.length, 'definition')} to ${folder}.`)
  return undefined
}
