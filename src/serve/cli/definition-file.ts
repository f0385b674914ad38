import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseAllDocuments, stringify } from 'yaml'
import { UserError } from '../../core/index.ts'
import type { Definition, DefinitionText } from '../http/contract.ts'

/** Definitions by name, as files say them; the API looks whether they can be used. */
export type Written = Record<string, Record<string, unknown>>

const endings = new Set(['.yaml', '.yml', '.json'])
/** A file of rules is written by hand; a larger one is something else. */
const largest = 1 << 20

/** Reads one value from YAML or JSON; `-` is standard input. */
export async function readRuleFile(file: string): Promise<unknown> {
  const documents = parseDocuments(await readText(file), file)
  if (documents.length !== 1)
    throw new UserError(`${nameOf(file)} holds ${documents.length} documents; it has to hold one.`)
  return documents[0]
}

/**
 * Reads definitions from a file, or from the files of a folder (`.yaml`, `.yml`, `.json`; several documents in a file). The name of one
 * is what its key `segment` says, else the name of its file.
 */
export async function readDefinitionFiles(path: string): Promise<Written> {
  const written: Written = {}
  for (const file of await listFiles(path)) {
    const documents = parseDocuments(await readText(file), file)
    for (const document of documents) {
      if (typeof document !== 'object' || document === null || Array.isArray(document))
        throw new UserError(`${nameOf(file)} does not hold a definition: it needs title and rule.`)
      const { segment, ...definition } = document as Record<string, unknown>
      if (segment === undefined && documents.length > 1)
        throw new UserError(
          `${nameOf(file)} holds several definitions; each needs its name: segment: my-name`,
        )
      const name = segment === undefined ? basename(file, extname(file)) : String(segment)
      if (Object.hasOwn(written, name))
        throw new UserError(`The segment “${name}” is defined twice, the second time in ${nameOf(file)}.`)
      written[name] = definition
    }
  }
  return written
}

/** A definition as YAML, to be kept beside others; reading it again gives the same. */
export function writeDefinition({
  name,
  sentence,
  definition,
}: Pick<Definition, 'name' | 'sentence'> & { readonly definition: DefinitionText }): string {
  const { title, of, purpose, owner, expires, rule, tests } = definition
  const told = {
    segment: name,
    title,
    of,
    ...(purpose === '' ? {} : { purpose }),
    ...(owner === '' ? {} : { owner }),
    ...(expires === undefined ? {} : { expires }),
    rule,
    ...(tests === undefined ? {} : { tests }),
  }
  const comment = sentence.replace(/\s+/g, ' ')
  return `# ${comment}\n${stringify(told, { lineWidth: 120 })}`
}

async function listFiles(path: string): Promise<string[]> {
  try {
    if (path === '-' || !(await stat(path)).isDirectory()) return [path]
    const names = (await readdir(path)).filter((name) => endings.has(extname(name)) && !name.startsWith('.'))
    if (names.length === 0) throw new UserError(`${path} holds no definitions (.yaml, .yml or .json).`)
    return names.sort().map((name) => join(path, name))
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${path} cannot be read. Check the path and its permissions.`, { cause: error })
  }
}

async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  try {
    const { size } = await stat(file)
    if (size > largest) throw new UserError(`${file} is larger than 1 MB; that is no definition of segments.`)
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${file} cannot be read. Check the path and its permissions.`, { cause: error })
  }
}

/** YAML 1.2, of which JSON is a part. An alias that grows without end is refused by the library. */
function parseDocuments(written: string, file: string): unknown[] {
  const documents = parseAllDocuments(written)
  if ('empty' in documents) throw new UserError(`${nameOf(file)} is empty.`)
  return documents.map((document) => {
    const [problem] = document.errors
    if (problem !== undefined)
      throw new UserError(`${nameOf(file)} is neither YAML nor JSON: ${problem.message.split('\n')[0]}`)
    try {
      return document.toJS({ maxAliasCount: 100 }) as unknown
    } catch (error) {
      throw new UserError(`${nameOf(file)} cannot be read: ${String(error)}`, { cause: error })
    }
  })
}

const nameOf = (file: string): string => (file === '-' ? 'Standard input' : file)
