/** What a changed file is for; lines are counted per class, and the kind of a contribution follows from them. */
export const fileClasses = ['source', 'docs', 'translation', 'tests', 'build', 'other'] as const
export type FileClass = (typeof fileClasses)[number]

/** All conditions given must hold; folder means any folder on the way to the file. Lists are compared in lower case. */
interface Rule {
  readonly class: FileClass
  readonly folder?: ReadonlySet<string>
  readonly name?: ReadonlySet<string>
  readonly namePattern?: RegExp
  readonly extension?: ReadonlySet<string>
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''))

const code = words(`
  c h cc cpp cxx c++ hh hpp hxx inc inl ipp m mm swift java kt kts scala sc groovy clj cljs cljc cs fs fsx vb
  go rs zig d nim v vala vapi hs lhs ml mli mll mly elm ex exs erl hrl lisp lsp cl el scm ss rkt sch
  py pyx pxd pyi rb erb rbs pl perl pm raku php phtml lua tcl tk r jl awk sed sh bash zsh fish ps1 psm1 bat cmd
  js jsx mjs cjs ts tsx mts cts vue svelte astro coffee dart as hx css scss sass less styl html htm xhtml xsl xslt jsp asp aspx
  hbs mustache ejs pug jade haml twig liquid njk tmpl tpl
  sql psql plsql graphql gql proto thrift idl avdl asm s nasm f f77 f90 f95 f03 f08 for ftn pas pp dpr ada adb ads cob cbl
  vhd vhdl sv svh glsl vert frag hlsl cu cuh metal wgsl ui glade blp qml qrc rc def y yy l ll lex gperf
  ipynb sol move cr pony st e applescript gd pde ino xs i wat prolog
`)

/**
 * The table, from the most telling to the least: the first rule that fits holds. What builds or packages the program is
 * build wherever it lies; the rest of a folder of translations, tests or docs is that, whatever the language.
 */
const rules: readonly Rule[] = [
  {
    class: 'build',
    name: words(`
      makefile gnumakefile makevars configure configure.ac configure.in configure.bat aclocal.m4 autogen.sh bootstrap.sh
      config.h.in config.guess config.sub install-sh ltmain.sh missing depcomp
      cmakelists.txt meson.build meson_options.txt meson.options build.bazel workspace.bazel sconstruct sconscript wscript
      build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradlew gradlew.bat gradle.properties pom.xml build.xml ivy.xml build.sbt
      package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bower.json lerna.json
      tsconfig.json gruntfile.js gulpfile.js rollup.config.js webpack.config.js vite.config.ts vite.config.js babel.config.js
      cargo.toml cargo.lock go.mod go.sum gopkg.lock gopkg.toml setup.py setup.cfg pyproject.toml manifest.in tox.ini noxfile.py pipfile
      pipfile.lock poetry.lock uv.lock requirements.txt gemfile gemfile.lock rakefile composer.json composer.lock mix.exs mix.lock rebar.config
      stack.yaml package.yaml cabal.project package.swift podfile podfile.lock flake.nix flake.lock default.nix shell.nix
      dockerfile containerfile docker-compose.yml docker-compose.yaml compose.yaml vagrantfile procfile justfile
      jenkinsfile .travis.yml .gitlab-ci.yml .appveyor.yml appveyor.yml .cirrus.yml .drone.yml .woodpecker.yml azure-pipelines.yml
      bitbucket-pipelines.yml renovate.json .pre-commit-config.yaml release-please-config.json snapcraft.yaml
    `),
  },
  {
    class: 'build',
    namePattern:
      /^(makefile|gnumakefile|dockerfile)\.|^requirements[\w.-]*\.txt$|\.(am|ac|m4|mk|mak|cmake|bzl|gradle|gypi?|gni?|nix|nuspec|sln|vcproj|vcxproj|csproj|fsproj|vbproj|ds[pw]|pbxproj|xcconfig|cabal|gemspec|podspec|rockspec|ebuild|pri|prf|doap)$|\.(pc|spec)\.in$|^[^.]+\.(spec|pro)$/i,
  },
  {
    class: 'build',
    folder: words(
      'ci .ci .circleci .buildkite .teamcity .azure-pipelines debian build-aux m4 cmake .mvn .yarn',
    ),
  },
  { class: 'build', folder: words('workflows'), extension: words('yml yaml') },
  {
    class: 'translation',
    extension: words('po pot mo gmo xlf xliff arb ftl tmx stringsdict'),
  },
  { class: 'translation', name: words('linguas potfiles potfiles.in potfiles.skip') },
  { class: 'translation', folder: words('po po4a lc_messages') },
  {
    class: 'translation',
    folder: words(
      'locale locales i18n l10n translations translation lang langs languages intl nls _locales locale-data',
    ),
    extension: words(
      'json json5 jsonc yml yaml properties txt xml ini toml lang csv tsv rc lng strings resx cfg dtd',
    ),
  },
  {
    class: 'translation',
    // de.lproj/Main.strings, messages_de.properties, Texts.de.resx
    namePattern:
      /\.strings$|_[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})?\.properties$|\.[a-z]{2}(-[A-Za-z]{2,4})?\.resx$/,
  },
  {
    class: 'translation',
    // translations/app_de.ts of Qt, i18n/pt-BR.ts; elsewhere such a name is code
    folder: words('locale locales i18n l10n translations translation lang langs languages'),
    namePattern: /(^|_)[a-z]{2,3}([_-][A-Z][A-Za-z]{1,3})?\.(ts|qm)$/,
  },
  {
    class: 'tests',
    folder: words(`
      test tests testsuite testsuites test-suite unittest unittests unit-tests integration-tests __tests__ __mocks__ __snapshots__
      spec specs e2e testdata test-data test_data testcases test-cases regress regression fuzz cypress androidtest
    `),
  },
  // Perl's and git's own habit
  { class: 'tests', folder: words('t') },
  { class: 'tests', extension: words('t snap feature') },
  {
    class: 'tests',
    // test_parser.py, parser_test.go, parser.spec.ts, ParserTest.java, conftest.py
    namePattern:
      /^tests?[-_.].+\.\w+$|[-_.](tests?|spec|unittest)\.\w+$|[a-z\d](Tests?|TestCase)\.\w+$|[a-z\d]Spec\.(hs|scala|kt|groovy|java|jsx?|tsx?|swift|purs)$|^conftest\.py$/,
  },
  {
    class: 'docs',
    folder: words(`
      doc docs documentation help man manual manuals manpages javadoc gtk-doc apidoc guide guides tutorial tutorials howto handbook wiki
      relnotes
    `),
  },
  {
    class: 'docs',
    extension: words(`
      md markdown mdown mdx mkd rst adoc asciidoc txt tex texi texinfo docbook dbk sgml pod page qdoc dox org odt rtf pdf doc docx
      textile rdoc creole mediawiki rmd 1 2 3 4 5 6 7 8
    `),
  },
  { class: 'source', extension: code },
  {
    class: 'docs',
    // After source, so that README.GNOME and ChangeLog-2004 are docs and history.js is not.
    namePattern:
      /^(readme|changelog|changes|news|history|hacking|contributing|contributors|authors|maintainers|credits|thanks|acknowledg\w*|copying|copyright|licen[cs]e|unlicense|notice|install|todo|bugs|faq|security|support|governance|codeowners|code[-_]of[-_]conduct|release[-_]?notes|roadmap|upgrad(e|ing)|migrating|announce|patents)([-_.].*)?$/i,
  },
]

export interface FileClassOverride {
  readonly glob: string
  readonly class: FileClass
}

const mostRemembered = 50_000
/** No system can hold a longer one; it is damage or mischief. */
const longestPath = 4096

/** A function from path to class that remembers paths it has seen, because a history touches the same ones again and again. */
export function makeFileClassifier(overrides: readonly FileClassOverride[]): (path: string) => FileClass {
  const own = overrides.map((override) => ({ class: override.class, pattern: toPattern(override.glob) }))
  const seen = new Map<string, FileClass>()
  return (path) => {
    const known = seen.get(path)
    if (known !== undefined) return known
    if (path.length > longestPath) return 'other'
    const found = own.find((override) => override.pattern.test(path))?.class ?? classifyFile(path)
    if (seen.size >= mostRemembered) seen.clear()
    // A copy: a path is a slice of the text it was read in, which would live on with it.
    seen.set(Buffer.from(path).toString(), found)
    return found
  }
}

/** What a file is by the table, from its path in the repository. What `configure` fills in, `main.c.in`, is what it becomes. */
export function classifyFile(path: string): FileClass {
  const found = findClass(path)
  return found === undefined && path.endsWith('.in') ? classifyFile(path.slice(0, -3)) : (found ?? 'other')
}

function findClass(path: string): FileClass | undefined {
  const original = path.slice(path.lastIndexOf('/') + 1)
  const parts = path.toLowerCase().split('/')
  const name = parts.pop() ?? ''
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot + 1) : ''
  const fits = (rule: Rule): boolean =>
    (rule.folder === undefined || parts.some((part) => rule.folder?.has(part))) &&
    (rule.name === undefined || rule.name.has(name)) &&
    (rule.namePattern === undefined || rule.namePattern.test(original)) &&
    (rule.extension === undefined || rule.extension.has(extension))
  return rules.find(fits)?.class
}

/** A glob over whole paths: `*` and `?` stay within a folder, `**` crosses folders. */
function toPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    return part === '?' ? '[^/]' : `\\${part}`
  })
  return new RegExp(`^${source}$`, 's')
}
