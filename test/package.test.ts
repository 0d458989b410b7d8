import assert from 'node:assert/strict'
import {execFileSync, spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {builtinModules} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {gunzipSync} from 'node:zlib'

import {guardedByDefault} from '../src/guard/guarded-by-default.js'
import {pack, root} from './helpers/npm.js'

interface SbomComponent {
  readonly 'bom-ref': string
  readonly hashes: ReadonlyArray<{readonly alg: string; readonly content: string}>
  readonly licenses: readonly object[]
}
interface Sbom {
  readonly components: readonly SbomComponent[]
  readonly dependencies: ReadonlyArray<{readonly ref: string; readonly dependsOn: readonly string[]}>
  readonly metadata: {readonly component: SbomComponent}
}

const isJs = (file: string) => file.endsWith('.js')
const isCommand = (file: string) => /^dist\/bundle\/commands\/.*\.js$/.test(file)
const hookFile = 'dist/bundle/hooks/prerun.js'
const isPart = (file: string) => isJs(file) && !isCommand(file) && file !== hookFile
const isValidator = (file: string) => file.startsWith('dist/bundle/validators/')

describe('the package', () => {
  let folder: string
  let files: readonly string[]
  const text = (file: string) => readFileSync(path.join(folder, 'package', file), 'utf8')
  const json = (file: string): unknown => JSON.parse(text(file))

  /** What a file imports: at once, and when it is used. */
  function imports(file: string): {readonly now: string[]; readonly later: string[]} {
    const code = text(file)
    const find = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, from = '']) => from)
    return {
      later: find(/\bimport\("([^"]+)"\)/g),
      now: [
        ...find(/(?:[}\s]from|\bimport) ?["']([\w@.:/-]+)["']/g),
        ...find(/(?<!["'`])\b(?:__)?require\(["']([^"']+)["']\)/g),
      ],
    }
  }

  const resolveFrom = (file: string, from: string) => path.posix.join(path.posix.dirname(file), from)

  /** All that is loaded when a file is, itself included. */
  function loadedWith(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen
    seen.add(file)
    for (const from of imports(file).now.filter(from => from.startsWith('.'))) loadedWith(resolveFrom(file, from), seen)
    return seen
  }

  /** The sources of a part by its source map, which stays outside the package. */
  function sources(file: string): readonly string[] {
    const map = readFileSync(path.join(root, 'dist', 'maps', `${path.posix.basename(file)}.map`), 'utf8')
    return (JSON.parse(map) as {sources: string[]}).sources
  }

  /** The packages that something was made of, by where they stand. */
  const packagesIn = (parts: readonly string[]) => [
    ...new Set(
      parts
        .flatMap(file => sources(file))
        .flatMap(source => /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? []),
    ),
  ]

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'package-'))
    execFileSync('tar', ['-xzf', pack('--pack-destination', folder).filename], {cwd: folder})
    files = readdirSync(path.join(folder, 'package'), {encoding: 'utf8', recursive: true})
      .map(file => file.split(path.sep).join('/'))
      .filter(file => statSync(path.join(folder, 'package', file)).isFile())
      .sort()
  })

  after(() => rmSync(folder, {force: true, recursive: true}))

  it('needs nothing to be installed beside it', () => {
    const {dependencies, ...rest} = json('package.json') as {
      dependencies?: object
      optionalDependencies?: object
      peerDependencies?: object
      scripts: object
    }
    assert.deepEqual(
      [dependencies, rest.optionalDependencies, rest.peerDependencies],
      [undefined, undefined, undefined],
    )
    assert.ok(!['install', 'postinstall', 'preinstall'].some(script => script in rest.scripts))
  })

  it('holds the bundle, what is read of it, and no more', () => {
    const documentation =
      /^docs\/(?:[\w-]+\.(?:md|yml)|decisions\/[\w-]+\.md|recipes\/[\w.-]+|check\.svg|report\.png|review\.cast)$/
    const bundleFile = new RegExp(
      '^dist/bundle/(?:' +
        [
          String.raw`catalog/[\w-]+\.json`,
          String.raw`catalog/(?:crosswalk|frameworks/[\w.-]+)\.json\.gz`,
          String.raw`commands/compliance(?:/evidence)?/[\w-]+\.js`,
          String.raw`hooks/prerun\.js`,
          String.raw`parts/(?:commands|guard|shared)/[\w-]+\.js(?:\.map)?`,
          String.raw`validators/[\w.-]+\.cjs`,
        ].join('|') +
        ')$',
    )
    const unexpectedFiles = files.filter(file => !documentation.test(file) && !bundleFile.test(file))
    assert.deepEqual(unexpectedFiles, [
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'TESTING.md',
      'dist/bundle/THIRD-PARTY-LICENSES.txt',
      'dist/bundle/framework.schema.json',
      'dist/bundle/policy.schema.json',
      'dist/bundle/report.schema.json',
      'dist/bundle/sbom.cdx.json',
      'oclif.manifest.json',
      'package.json',
    ])
  })

  const compressed = (file: string): unknown =>
    JSON.parse(gunzipSync(readFileSync(path.join(folder, 'package', file))).toString('utf8'))

  /** What the package has of a file in a folder of the catalog: most folders are one file. */
  function entryOfFolder(name: string, entry: string): unknown {
    if (name === 'frameworks') return compressed(`dist/bundle/catalog/frameworks/${entry}.json.gz`)
    const whole = name === 'crosswalk' ? compressed('dist/bundle/catalog/crosswalk.json.gz') : undefined
    return ((whole ?? json(`dist/bundle/catalog/${name}.json`)) as Record<string, unknown>)[entry]
  }

  it('holds the whole catalog', () => {
    const at = path.join(root, 'dist', 'src', 'catalog')
    const catalogFiles = readdirSync(at, {encoding: 'utf8', recursive: true})
      .map(file => file.split(path.sep))
      .filter(file => file.at(-1)?.endsWith('.json'))
    assert.ok(catalogFiles.length > 60)
    for (const [first = '', second] of catalogFiles) {
      const entry =
        second === undefined
          ? json(`dist/bundle/catalog/${first}`)
          : entryOfFolder(first, second.slice(0, -'.json'.length))
      assert.deepEqual(entry, JSON.parse(readFileSync(path.join(at, first, second ?? ''), 'utf8')))
    }
  })

  it('has every command where the manifest says', () => {
    const {commands} = json('oclif.manifest.json') as {commands: Record<string, {relativePath: string[]}>}
    assert.deepEqual(
      Object.values(commands)
        .map(({relativePath}) => relativePath.join('/'))
        .filter(file => !files.includes(file)),
      [],
    )
    assert.deepEqual(files.filter(isCommand).length, Object.keys(commands).length)
  })

  it('imports its own files and parts of node, and nothing else', () => {
    const known = new Set([...builtinModules, ...builtinModules.map(name => `node:${name}`)])
    const wrong = files.filter(isJs).flatMap(file =>
      Object.values(imports(file))
        .flat()
        .filter(from => (from.startsWith('.') ? !files.includes(resolveFrom(file, from)) : !known.has(from)))
        .map(from => `${file}: ${from}`),
    )
    assert.deepEqual(wrong, [])
    assert.ok(
      files.filter(isJs).some(file => imports(file).now.includes('node:http') || imports(file).now.includes('http')),
      'the client of the host is in it',
    )
  })

  it('ends with 2 where a part of it is not there', () => {
    const copy = mkdtempSync(path.join(tmpdir(), 'broken-'))
    try {
      cpSync(path.join(folder, 'package'), copy, {recursive: true})
      for (const file of files.filter(file => file.startsWith('dist/bundle/parts/shared/')))
        rmSync(path.join(copy, file))
      for (const file of files.filter(isCommand)) {
        const {status, stderr} = spawnSync(
          process.execPath,
          [
            '--input-type=module',
            '--eval',
            `await import(${JSON.stringify(pathToFileURL(path.join(copy, file)).href)})`,
          ],
          {encoding: 'utf8'},
        )
        assert.equal(status, 2, file)
        assert.match(stderr, /Error: heroku-compliance can't be loaded: .*parts/)
      }
    } finally {
      rmSync(copy, {force: true, recursive: true})
    }
  })

  it('loads neither the client of the host nor a compiler of schemas before it is needed', () => {
    const parts = files.filter(isCommand).flatMap(file => imports(file).later.map(from => resolveFrom(file, from)))
    assert.equal(new Set(parts).size, files.filter(isCommand).length)
    for (const file of parts) {
      const names = packagesIn([...loadedWith(file)])
      assert.ok(names.includes('node_modules/@oclif/core'), file)
      assert.deepEqual(
        names.filter(name => /\/(?:ajv|execa|http-call|command|js-blanket)$/.test(name)),
        [],
        file,
      )
    }
  })

  it('runs before every command of the host with a file that imports nothing at once', () => {
    const {oclif} = json('package.json') as {oclif: {hooks: Record<string, string>}}
    assert.deepEqual(oclif.hooks, {prerun: `./${hookFile.slice(0, -'.js'.length)}`})
    const {later, now} = imports(hookFile)
    assert.deepEqual(now, [])
    assert.deepEqual(later.sort(), ['../parts/guard/run-guard.js', 'node:fs', 'node:path'])
    assert.ok(text(hookFile).length < 8000, `${text(hookFile).length} characters`)
  })

  it('knows in that file the commands that are guarded by default', () => {
    const [, names = ''] = /guardedByDefault=(\[[^\]]*\])/.exec(text(hookFile)) ?? []
    assert.deepEqual(JSON.parse(names), guardedByDefault)
  })

  it('leaves out what a scan never uses', () => {
    const names = packagesIn(files.filter(isPart))
    assert.deepEqual(
      names.filter(name =>
        /\/(?:@sentry|@opentelemetry|inquirer|open|typescript|yargs-\w+|tinyglobby|minimatch)(?:\/|$)/.test(name),
      ),
      [],
    )
  })

  it('leaves source maps outside, where every part has one', () => {
    assert.deepEqual(
      files.filter(file => file.endsWith('.map')),
      [],
    )
    for (const file of files.filter(isPart)) {
      assert.doesNotMatch(text(file), /sourceMappingURL/)
      assert.ok(Array.isArray(sources(file)), file)
    }
  })

  describe('says what it is made of', () => {
    const versions = () => {
      const {packages} = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, {integrity: string; version: string}>
      }
      return packages
    }

    const bundledPackages = () =>
      [
        ...new Set(
          packagesIn(files.filter(file => isPart(file) || isValidator(file))).map(
            at => `${at.slice(at.lastIndexOf('node_modules/') + 13)} ${versions()[at]?.version ?? '?'}`,
          ),
        ),
      ].sort()
    const readSbom = () => json('dist/bundle/sbom.cdx.json') as Sbom

    it('in a bill of materials', () => {
      const listed = readSbom()
        .components.map(component =>
          decodeURIComponent(component['bom-ref'].replace('pkg:npm/', '')).replace(/@([^@]+)$/, ' $1'),
        )
        .sort()
      assert.deepEqual(listed, bundledPackages())
      assert.ok(listed.length > 20)
    })

    it('with the hash of every package, as npm knows it', () => {
      const known = new Set(Object.values(versions()).map(({integrity}) => integrity))
      for (const {hashes, licenses} of readSbom().components) {
        for (const {alg, content} of hashes)
          assert.ok(known.has(`${alg.replace('SHA-', 'sha')}-${Buffer.from(content, 'hex').toString('base64')}`))
        assert.deepEqual([hashes.length, licenses.length], [1, 1])
      }
    })

    it('and what needs what: all of it is needed by something', () => {
      const {components, dependencies, metadata} = readSbom()
      const refs = [metadata.component, ...components].map(component => component['bom-ref'])
      assert.deepEqual(dependencies.map(({ref}) => ref).sort(), [...refs].sort())
      assert.deepEqual(
        [...new Set(dependencies.flatMap(({dependsOn}) => dependsOn))].sort(),
        components.map(component => component['bom-ref']).sort(),
      )
    })

    it('with the license of each', () => {
      const plain = (license: string) => license.replaceAll(/\s+/g, ' ').trim().toLowerCase()
      const isCopyright = (line: string) => /^\W*copyright\s*(?:\(c\)|©|\d{4})/i.test(line)
      const printed = text('dist/bundle/THIRD-PARTY-LICENSES.txt')
      for (const bundled of bundledPackages()) assert.ok(printed.includes(`\n${bundled} (`), bundled)
      for (const folder of packagesIn(files.filter(isPart)))
        for (const name of readdirSync(path.join(root, folder)).filter(name => /^licen[cs]e/i.test(name))) {
          const lines = readFileSync(path.join(root, folder, name), 'utf8').split('\n')
          const terms = lines.filter(line => !isCopyright(line)).join(' ')
          for (const part of [...lines.filter(isCopyright), terms])
            assert.ok(plain(printed).includes(plain(part)), `${folder}: ${part}`)
        }
    })
  })
})
