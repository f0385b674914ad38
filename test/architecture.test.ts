import { basename, dirname } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { pipeline } from '../src/pipeline.ts'
import { listFiles, readSourceTree, type SourceFile } from './support/source-tree.ts'

const tree = readSourceTree('src')
const product = tree.filter((file) => !/\.test\.ts$|\/conformance\.ts$/.test(file.path))
const stages = pipeline.map((entry): string => entry.stage)
const units =
  /^src\/(collect\/connectors|resolve\/attributes|segment\/schemes|segment\/discovery\/methods)\/([^/]+)\//

const roomOf = (path: string): string | undefined => path.match(/^src\/([^/]+)\//)?.[1]

/** Every import of a rule's files that the rule does not allow, as `from → to`. */
function findBreaches(
  files: readonly SourceFile[],
  allows: (file: SourceFile, imported: string) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((imported) => !allows(file, imported))
      .map((imported) => `${file.path} → ${imported}`),
  )
}

test('the tree was seen: every stage has files, and imports were parsed', () => {
  for (const stage of [...stages, 'core', 'store', 'serve'])
    expect(product.filter((file) => roomOf(file.path) === stage).length, stage).toBeGreaterThan(0)
  expect(product.flatMap((file) => file.imports).length).toBeGreaterThan(200)
})

describe('who may import whom', () => {
  const inside = (path: string): boolean => path.startsWith('src/')

  test('core and stats import nothing of the project', () => {
    const files = product.filter((file) => ['core', 'stats'].includes(roomOf(file.path) ?? ''))
    expect(findBreaches(files, (file, to) => !inside(to) || roomOf(to) === roomOf(file.path))).toEqual([])
  })

  test('the store imports only core', () => {
    const files = product.filter((file) => roomOf(file.path) === 'store')
    expect(
      findBreaches(files, (_file, to) => !inside(to) || to === 'src/core/index.ts' || roomOf(to) === 'store'),
    ).toEqual([])
  })

  test('a stage imports only core, the store and earlier stages, each through its index.ts', () => {
    const files = product.filter((file) => stages.includes(roomOf(file.path) ?? ''))
    const allows = (file: SourceFile, to: string): boolean => {
      if (!inside(to) || roomOf(to) === roomOf(file.path)) return true
      const earlier = ['core', 'store', ...stages.slice(0, stages.indexOf(roomOf(file.path) ?? ''))]
      return earlier.some((room) => to === `src/${room}/index.ts`)
    }
    expect(findBreaches(files, allows)).toEqual([])
  })

  test('units of growth are islands: their own folder, the contract beside them, core; and what several connectors read with', () => {
    const files = product.filter((file) => units.test(file.path))
    expect(files.length).toBeGreaterThan(1)
    const allows = (file: SourceFile, to: string): boolean => {
      const [own = ''] = file.path.match(units) ?? []
      const contracts = [
        'src/core/index.ts',
        'src/collect/connector.ts',
        'src/resolve/attribute.ts',
        'src/segment/scheme.ts',
        'src/segment/discovery/clustering-method.ts',
        'src/segment/discovery/feature-table.ts',
      ]
      const store = !file.path.startsWith('src/collect/') && to === 'src/store/index.ts'
      const shared = [
        'src/collect/table/index.ts',
        'src/collect/git-process.ts',
        'src/collect/forge/index.ts',
        'src/collect/lines/index.ts',
      ]
      const mathematics = to.startsWith('src/segment/discovery/statistics/')
      const readers = file.path.startsWith('src/collect/') && shared.includes(to)
      return !inside(to) || to.startsWith(own) || contracts.includes(to) || store || readers || mathematics
    }
    expect(findBreaches(files, allows)).toEqual([])
  })

  test('nobody imports serve, and only the generated registries import units of growth', () => {
    const others = product.filter((file) => roomOf(file.path) !== 'serve')
    expect(findBreaches(others, (_file, to) => roomOf(to) !== 'serve')).toEqual([])
    const outside = product.filter((file) => !units.test(file.path) && !file.path.endsWith('registry.gen.ts'))
    expect(findBreaches(outside, (_file, to) => !units.test(to))).toEqual([])
  })

  test('the web app imports only the HTTP contract, and only its types', () => {
    const files = readSourceTree('web/src')
    expect(files.length).toBeGreaterThan(5)
    expect(findBreaches(files, (_file, to) => !inside(to) || to === 'src/serve/http/contract.ts')).toEqual([])
    const valueImport = /^import (?!type )[^'"]*['"][^'"]*http\/contract\.ts['"]/m
    expect(files.filter((file) => valueImport.test(file.text)).map((file) => file.path)).toEqual([])
  })

  test('only config.ts reads the environment', () => {
    const readers = product.filter((file) => /process\.env\b/.test(file.text)).map((file) => file.path)
    expect(readers).toEqual(['src/serve/config.ts'])
  })

  test('there is no cycle, types included', () => {
    expect(findCycle(product)).toEqual([])
  })
})

function findCycle(files: readonly SourceFile[]): string[] {
  const importsOf = new Map(files.map((file) => [file.path, file.imports]))
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const next of importsOf.get(path) ?? []) {
      const cycle = importsOf.has(next) ? visit(next, [...trail, path]) : []
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const file of files) {
    const cycle = visit(file.path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

describe('shape', () => {
  const everything = [
    ...tree,
    ...readSourceTree('web/src'),
    ...readSourceTree('test'),
    ...readSourceTree('scripts'),
    ...readSourceTree('bench'),
  ]
  const written = everything.filter((file) => !file.path.endsWith('.gen.ts'))

  test('no file or folder has a name that says nothing', () => {
    const empty = /^(utils?|helpers?|common|shared|misc|types)(\.tsx?)?$/
    const paths = ['src', 'web/src', 'test', 'scripts', 'bench'].flatMap(listFiles)
    expect(paths.filter((path) => path.split('/').some((part) => empty.test(part)))).toEqual([])
  })

  test('file names are kebab-case', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|gen|config))?\.tsx?$/
    expect(written.filter((file) => !name.test(basename(file.path))).map((file) => file.path)).toEqual([])
  })

  test('no name carries a polite god: Manager, Service, Handler, Processor', () => {
    const polite = /\b(class|interface|function|const|type) \w*(Manager|Service|Handler|Processor)\b/
    expect(written.filter((file) => polite.test(file.text)).map((file) => file.path)).toEqual([])
  })

  test('a file has at most 300 lines', () => {
    // The HTTP contract is one list of shapes; a test file lists its examples.
    const long = written.filter(
      (file) => !/\.test\.tsx?$|\/contract\.ts$/.test(file.path) && file.text.split('\n').length > 301,
    )
    expect(long.map((file) => `${file.path} ${file.text.split('\n').length}`)).toEqual([])
  })

  test('a function has at most 60 lines', () => {
    const long = written.filter((file) => !/\.test\.tsx?$/.test(file.path)).flatMap(findLongFunctions)
    expect(long).toEqual([])
  })

  test('a unit of growth has the fixed inner names', () => {
    const paths = listFiles('src')
    const folders = new Set(paths.flatMap((path) => path.match(units)?.[0] ?? []))
    expect(folders.size).toBeGreaterThan(1)
    const missing = [...folders].flatMap((folder) =>
      ['index.ts', 'index.test.ts', 'README.md']
        .filter((name) => !paths.includes(`${folder}${name}`))
        .map((name) => folder + name),
    )
    expect(missing).toEqual([])
  })

  test('every test lies beside its code or in test/', () => {
    const stray = readSourceTree('src').filter(
      (file) => file.path.endsWith('.test.ts') && dirname(file.path) === 'src',
    )
    expect(stray.map((file) => file.path)).toEqual([])
  })
})

function findLongFunctions(file: SourceFile): string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line
      if (last - first + 1 > 60) found.push(`${file.path}:${first + 1} ${last - first + 1} lines`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
