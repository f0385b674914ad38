import { expect, test } from 'vitest'
import { classifyFile, makeFileClassifier } from './file-class.ts'

test.each([
  [
    'source',
    'src/main.c web/app.tsx lib/Foo.PM scripts/run.sh ui/window.glade mail/names.c.in src/history.js i18n/index.ts src/user_dto.ts',
  ],
  [
    'docs',
    'README README.md docs/conf.py ChangeLog ChangeLog-2004 NEWS help/C/index.xml man/git.1 COPYING.LIB Documentation/x.adoc',
  ],
  [
    'translation',
    'po/de.po po/ChangeLog po/LINGUAS locale/fr/LC_MESSAGES/app.po src/locales/de.json de.lproj/Main.strings res/messages_de.properties translations/app_de.ts help/de/de.po',
  ],
  [
    'tests',
    'tests/parser.c src/parser.test.ts pkg/parse_test.go test_parser.py t/t0001-init.sh t/t4013/expect src/ParserTest.java spec/models/user_spec.rb',
  ],
  [
    'build',
    'configure.in configure.ac Makefile src/Makefile.am po/Makefile.in.in package.json tests/CMakeLists.txt .github/workflows/ci.yml Cargo.lock docs/requirements.txt debian/rules evolution.spec.in ci/run.sh',
  ],
  ['other', 'art/logo.png data.json .gitignore x'],
])('%s: %s', (expected, paths) => {
  for (const path of paths.split(' ')) expect(`${path} ${classifyFile(path)}`).toBe(`${path} ${expected}`)
})

test('a workspace overrides the table; the first glob that matches holds', () => {
  const classify = makeFileClassifier([
    { glob: 'web/*.html', class: 'docs' },
    { glob: '**/gen/**', class: 'other' },
    { glob: 'a?c.(x)', class: 'tests' },
  ])
  expect(classify('web/index.html')).toBe('docs')
  expect(classify('web/app/index.html')).toBe('source')
  expect(classify('gen/x.c')).toBe('other')
  expect(classify('src/gen/deep/x.c')).toBe('other')
  expect(classify('abc.(x)')).toBe('tests')
  expect(classify('a/c.(x)')).toBe('other')
})

test('odd paths have a class, and are not slow', () => {
  const classify = makeFileClassifier([])
  const started = performance.now()
  for (const path of [
    '',
    '/',
    '.',
    'constructor',
    '__proto__',
    `${'a/'.repeat(500_000)}b.c`,
    `${'test_'.repeat(300_000)}!`,
  ])
    expect(typeof classify(path)).toBe('string')
  expect(performance.now() - started).toBeLessThan(1000)
})
