import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const src = path.join(root, 'src')

/** What each folder may import beside itself, from the bottom up. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  files: ['foundation'],
  model: ['foundation'],
  parsing: ['files', 'foundation', 'model'],
  catalog: ['foundation', 'model', 'parsing'],
  policy: ['catalog', 'files', 'foundation', 'model', 'parsing'],
  api: ['foundation', 'model'],
  subjects: ['foundation', 'model', 'policy'],
  compare: ['foundation', 'model'],
  access: ['catalog', 'foundation', 'model', 'parsing', 'policy', 'subjects'],
  assess: ['catalog', 'compare', 'foundation', 'model', 'policy', 'subjects'],
  changes: ['access', 'assess', 'catalog', 'compare', 'foundation', 'model'],
  guard: ['assess', 'catalog', 'changes', 'foundation', 'model'],
  // Collection runs the assessment to learn what to fetch.
  snapshot: ['access', 'api', 'assess', 'catalog', 'files', 'foundation', 'model'],
  history: ['foundation', 'model'],
  report: ['access', 'foundation', 'model'],
  explain: ['assess', 'foundation', 'model', 'report'],
  mcp: ['explain', 'foundation', 'model', 'report'],
  workpapers: ['access', 'assess', 'catalog', 'foundation', 'model', 'policy', 'report', 'subjects'],
  evidence: [
    'access',
    'assess',
    'catalog',
    'files',
    'foundation',
    'model',
    'policy',
    'report',
    'snapshot',
    'workpapers',
  ],
  review: ['assess', 'foundation', 'model', 'policy', 'report'],
  cli: [
    'access',
    'api',
    'assess',
    'catalog',
    'changes',
    'compare',
    'evidence',
    'explain',
    'files',
    'foundation',
    'guard',
    'history',
    'mcp',
    'model',
    'parsing',
    'policy',
    'report',
    'review',
    'snapshot',
    'workpapers',
  ],
  commands: ['cli'],
  hooks: ['cli', 'guard'],
}

/** Who alone may use each package and each part of node. */
const onlyFrom: Readonly<Record<string, readonly string[]>> = {
  '@heroku-cli/command': ['api', 'cli'],
  '@modelcontextprotocol/sdk': ['mcp'],
  '@oclif/core': ['cli', 'commands'],
  '@dagrejs/dagre': ['workpapers'],
  ajv: ['parsing'],
  fflate: ['evidence'],
  hucre: ['report'],
  ink: ['review'],
  'ipaddr.js': ['subjects'],
  // It says how long a string may be.
  'node:buffer': ['files', 'parsing'],
  'node:child_process': ['cli'],
  'node:crypto': ['api', 'evidence', 'files', 'foundation', 'policy', 'report', 'snapshot'],
  'node:events': ['cli'],
  'node:fs': ['catalog', 'cli', 'evidence', 'files', 'hooks', 'parsing', 'policy', 'snapshot'],
  // A lock names the machine of the process that holds it.
  'node:os': ['files'],
  'node:path': ['cli', 'evidence', 'files', 'hooks', 'policy'],
  'node:readline': ['cli'],
  'node:stream': ['evidence'],
  // Garbage is collected early where the account is large.
  'node:v8': ['cli'],
  'node:util': ['api', 'catalog', 'policy', 'review'],
  'node:vm': ['cli'],
  'node:zlib': ['evidence', 'parsing'],
  react: ['review'],
  'redos-detector': ['catalog'],
  sarif: ['report'],
  'is-unicode-supported': ['cli'],
  'string-width': ['report', 'workpapers'],
  'supports-hyperlinks': ['cli'],
  'wrap-ansi': ['report', 'workpapers'],
  yaml: ['parsing', 'policy'],
  yauzl: ['evidence'],
}

/** Layers that are functions of what they are given: no clock, no chance, no process, no console. */
const pure = [
  'access',
  'history',
  'assess',
  'changes',
  'compare',
  'explain',
  'foundation',
  'guard',
  'mcp',
  'model',
  'report',
  'review',
  'subjects',
  'workpapers',
]
/** Those that talk to a person or a program. */
const impureFiles = ['mcp/server.ts', 'review/screen-ui/screen.ts']
const impure = new RegExp(
  String.raw`\b(?:process|console|fetch|globalThis|setTimeout|setInterval|setImmediate)\b(?=[.([])|` +
    String.raw`\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bimport\.meta\b`,
)

interface Source {
  /** Below src, with slashes. */
  readonly file: string
  readonly layer: string
  readonly text: string
  readonly imports: ReadonlyArray<{readonly from: string; readonly isType: boolean}>
}

function importsOf(text: string): Source['imports'] {
  const still = [
    ...text.matchAll(/^(?:import|export) (?<kind>type )?[^'"]*?from '(?<from>[^']+)'|^import '(?<bare>[^']+)'/gm),
  ].map(({groups}) => ({from: groups?.['from'] ?? groups?.['bare'] ?? '', isType: groups?.['kind'] !== undefined}))
  const later = [...text.matchAll(/\bimport\('(?<from>[^']+)'\)/g)].map(({groups}) => ({
    from: groups?.['from'] ?? '',
    isType: false,
  }))
  return [...still, ...later]
}

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

const sources: readonly Source[] = readdirSync(src, {encoding: 'utf8', recursive: true})
  .map(file => file.split(path.sep).join('/'))
  .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .sort()
  .map(file => {
    const text = readFileSync(path.join(src, file), 'utf8')
    return {file, imports: importsOf(text), layer: file.split('/')[0] ?? '', text}
  })

const targetOf = ({file}: Source, from: string) =>
  path.posix.join(path.posix.dirname(file), from).replace(/\.js$/, '.ts')
const packageOf = (from: string) =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')

describe('the architecture', () => {
  it('is read from imports of every form', () => {
    const text =
      "import type {A} from './a.js'\nimport {\n  b,\n} from '../b.js'\nimport './c.js'\nexport {d} from 'd'\nconst " +
      "e = await import('e')\n"
    assert.deepEqual(
      importsOf(text).map(({from, isType}) => [from, isType]),
      [
        ['./a.js', true],
        ['../b.js', false],
        ['./c.js', false],
        ['d', false],
        ['e', false],
      ],
    )
  })

  it('has the layers that are known', () => {
    assert.deepEqual([...new Set(sources.map(({layer}) => layer))].sort(), Object.keys(mayImport).sort())
    assert.ok(sources.length > 60)
  })

  it('has no layer that imports another than it may', () => {
    const wrong = sources.flatMap(source =>
      source.imports
        .filter(({from}) => from.startsWith('.'))
        .flatMap(({from}) => {
          const layer = targetOf(source, from).split('/')[0] ?? ''
          return layer === source.layer || mayImport[source.layer]?.includes(layer)
            ? []
            : [`${source.file}: ${source.layer} must not import ${layer}`]
        }),
    )
    assert.deepEqual(wrong, [])
  })

  it('uses each package only where it may be used', () => {
    const wrong = sources.flatMap(source =>
      source.imports
        .filter(({from}) => !from.startsWith('.'))
        .flatMap(({from, isType}) => {
          const isNode = isType && from.startsWith('node:')
          return isNode || onlyFrom[packageOf(from)]?.includes(source.layer)
            ? []
            : [`${source.file} must not import ${from}`]
        }),
    )
    assert.deepEqual(wrong, [])
  })

  for (const [what, from] of [
    ['client of the host', '@heroku-cli/command'],
    ['parser of YAML', 'yaml'],
    ['search for runaway patterns', 'redos-detector'],
  ] as const) {
    it(`loads the ${what} only when it is needed`, () => {
      const early = sources
        .filter(({text}) => new RegExp(`^import (?!type )[^']*'${from}`, 'm').test(text))
        .map(({file}) => file)
      assert.deepEqual(early, [])
      assert.ok(sources.some(({imports}) => imports.some(item => !item.isType && packageOf(item.from) === from)))
    })
  }

  it('is bundled with the packages that it uses, and needs none to be installed', () => {
    const {dependencies, devDependencies} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies?: object
      devDependencies: object
    }
    assert.equal(dependencies, undefined)
    const used = sources.flatMap(({imports}) =>
      imports.map(({from}) => packageOf(from)).filter(from => !from.startsWith('.') && !from.startsWith('node:')),
    )
    assert.deepEqual(
      [...new Set(used)].filter(name => ![name, `@types/${name}`].some(text => Object.hasOwn(devDependencies, text))),
      [],
    )
  })

  it('has pure layers that are pure', () => {
    const wrong = sources
      .filter(({file, layer}) => pure.includes(layer) && !impureFiles.includes(file))
      .flatMap(({file, text}) => {
        const found = impure.exec(withoutComments(text))
        return found ? [`${file}: ${found[0]}`] : []
      })
    assert.deepEqual(wrong, [])
  })

  it('has no circle of imports, types included', () => {
    const edges = new Map(
      sources.map(source => [
        source.file,
        source.imports.filter(({from}) => from.startsWith('.')).map(({from}) => targetOf(source, from)),
      ]),
    )
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' > '))
        return
      }

      if (done.has(file)) return
      for (const next of edges.get(file) ?? []) walk(next, [...trail, file])
      done.add(file)
    }

    for (const {file} of sources) walk(file, [])
    assert.deepEqual(circles, [])
  })

  it('keeps the width of terminals out of the wording that all formats share', () => {
    const wrong = sources
      .filter(({file}) => file.startsWith('report/text/'))
      .flatMap(source =>
        source.imports
          .filter(({from}) => !from.startsWith('.') || targetOf(source, from).startsWith('report/terminal/'))
          .map(({from}) => `${source.file} must not import ${from}`),
      )
    assert.deepEqual(wrong, [])
  })

  it('has files of three hundred lines at most', () => {
    assert.deepEqual(
      sources.filter(({text}) => text.split('\n').length > 301).map(({file}) => file),
      [],
    )
  })

  it('has no barrels', () => {
    assert.deepEqual(
      sources.filter(({file}) => file.endsWith('/index.ts')).map(({file}) => file),
      ['commands/compliance/index.ts'],
    )
    assert.deepEqual(
      sources.filter(({text}) => /^export (?:type )?(?:\*|\{[^}]*\} from '\.)/m.test(text)).map(({file}) => file),
      [],
    )
  })

  it('has a default export and a class only in commands, and errors', () => {
    const defaults = sources.filter(({layer, text}) => layer !== 'commands' && /^export default /m.test(text))
    const classes = sources.filter(
      ({layer, text}) =>
        layer !== 'commands' && /^(?:export )?(?:abstract )?class (?!\w* extends \w*Error\b)/m.test(text),
    )
    assert.deepEqual(
      defaults.map(({file}) => file),
      [],
    )
    assert.deepEqual(
      classes.map(({file}) => file).filter(file => file !== 'cli/io/base-command.ts'),
      [],
    )
  })

  it('has names in kebab-case', () => {
    assert.deepEqual(
      sources.filter(({file}) => !/^[a-z0-9/-]+\.ts$/.test(file)).map(({file}) => file),
      [],
    )
  })
})
