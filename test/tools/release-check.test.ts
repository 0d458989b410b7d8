import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import type {Release} from '../../tools/release-check.js'

import {writeAssets} from '../../tools/release-assets.js'
import {changelogSection, readRelease, releaseProblems} from '../../tools/release-check.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const runsIn = 'https://github.com/acme/heroku-compliance'
const changelog = '# Changelog\n\n## Unreleased\n\n## 1.2.3, 2026-12-01\n\n- One more format.\n\n## 1.2.2\n'
const good = {
  changelog,
  lock: {version: '1.2.3'},
  packageJson: {
    publishConfig: {access: 'public', provenance: true},
    repository: {url: `git+${runsIn}.git`},
    version: '1.2.3',
  },
  runsIn,
  tag: 'v1.2.3',
} satisfies Release
const withPackage = (more: Partial<Release['packageJson']>) =>
  releaseProblems({...good, packageJson: {...good.packageJson, ...more}})

describe('tools/release-check', () => {
  it('lets a tag pass that fits everything', () => {
    assert.deepEqual(releaseProblems(good), [])
    for (const repository of [
      runsIn,
      'github:acme/heroku-compliance',
      {url: 'git://github.com/Acme/heroku-compliance.git'},
    ])
      assert.deepEqual(withPackage({repository}), [])
    assert.deepEqual(releaseProblems({...good, runsIn: undefined}), [])
  })

  it('refuses a tag that is no version', () => {
    for (const tag of ['', '1.2.3', 'v1.2', 'v1.2.3-beta', 'latest'])
      assert.deepEqual(releaseProblems({...good, tag}), [
        `The tag "${tag}" is no version. Tag v and three numbers, such as v1.2.3.`,
      ])
  })

  it('refuses a tag of another version than package.json and the lock file', () => {
    assert.deepEqual(withPackage({version: '1.2.4'}), [
      'The tag is v1.2.3, but package.json has version 1.2.4. Run npm version, and tag its commit.',
    ])
    assert.deepEqual(releaseProblems({...good, lock: {version: '1.2.2'}}), [
      'The tag is v1.2.3, but package-lock.json has version 1.2.2. Run npm version, and tag its commit.',
    ])
  })

  it('refuses a version of which CHANGELOG.md says nothing', () => {
    const message = 'CHANGELOG.md says nothing about 1.2.3. Rename "## Unreleased" to "## 1.2.3".'
    for (const text of [
      '# Changelog\n\n## Unreleased\n\n- New.\n',
      '## 1.2.3\n\n## 1.2.2\n\n- Old.\n',
      '## 1.2.30\n\n- New.\n',
    ])
      assert.deepEqual(releaseProblems({...good, changelog: text}), [message])
    assert.equal(changelogSection(changelog, '1.2.3'), '- One more format.')
  })

  it('refuses a package that is private, or would be published without provenance', () => {
    assert.deepEqual(withPackage({private: true}), ['package.json says "private": true. Leave it out.'])
    for (const publishConfig of [{access: 'public'}, {provenance: true}, {access: 'restricted', provenance: true}])
      assert.match(
        withPackage({publishConfig}).join(),
        /^package\.json doesn't publish in public with provenance\. Set pub/,
      )
  })

  it('refuses a package whose repository is missing or another than the one it is built in', () => {
    const {repository, ...rest} = good.packageJson
    assert.ok(repository)
    assert.deepEqual(releaseProblems({...good, packageJson: rest}), [
      'package.json names no repository, and npm refuses a statement of provenance without one. ' +
        `Set "repository" to ${runsIn}.`,
    ])
    assert.match(
      releaseProblems({...good, packageJson: rest, runsIn: undefined}).join(),
      /Set "repository" to the address that the workflow runs in\.$/,
    )
    assert.deepEqual(withPackage({repository: 'https://github.com/other/fork'}), [
      'package.json names the repository https://github.com/other/fork, ' +
        `but this runs in ${runsIn}. npm would refuse its provenance.`,
    ])
  })

  it('reads the repository and its environment, and ends with 1 for what is missing', () => {
    const release = readRelease('v9.9.9', {GITHUB_REPOSITORY: 'acme/it', GITHUB_SERVER_URL: 'https://github.com'})
    assert.equal(release.runsIn, 'https://github.com/acme/it')
    const {status, stderr, stdout} = spawnSync(process.execPath, ['dist/tools/release-check.js', 'v9.9.9'], {
      cwd: root,
      encoding: 'utf8',
    })
    assert.deepEqual([status, stdout], [1, ''])
    assert.match(stderr, /^The tag is v9\.9\.9, but package\.json has version/)
  })
})

describe('tools/release-assets', () => {
  it('writes the package, its bill of materials, their sums and the notes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'release-'))
    const names = writeAssets(folder, changelog, into => {
      writeFileSync(path.join(into, 'heroku-compliance-1.2.3.tgz'), 'packed')
      return 'heroku-compliance-1.2.3.tgz'
    })
    const bill = 'heroku-compliance-1.2.3.cdx.json'
    assert.deepEqual(names.sort(), readdirSync(folder).sort())
    assert.deepEqual(readdirSync(folder).sort(), ['NOTES.md', 'SHA256SUMS', bill, 'heroku-compliance-1.2.3.tgz'])
    assert.equal(readFileSync(path.join(folder, 'NOTES.md'), 'utf8'), '- One more format.\n')
    assert.equal(
      readFileSync(path.join(folder, bill), 'utf8'),
      readFileSync(path.join(root, 'dist', 'bundle', 'sbom.cdx.json'), 'utf8'),
    )
    const sumOf = (name: string) =>
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex')
    assert.equal(
      readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8'),
      [bill, 'heroku-compliance-1.2.3.tgz'].map(name => `${sumOf(name)}  ${name}\n`).join(''),
    )
    rmSync(folder, {recursive: true})
  })
})

interface Workflow {
  readonly on: object
  readonly permissions: object
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string
        readonly needs?: string
        readonly permissions: object
        readonly steps: ReadonlyArray<{readonly run?: string}>
      }
    >
  >
}

describe('the workflow that releases', () => {
  const text = readFileSync(path.join(root, '.github', 'workflows', 'release.yml'), 'utf8')
  const workflow = parse(text) as Workflow
  const runs = (job: string) => (workflow.jobs[job]?.steps ?? []).flatMap(({run}) => run ?? [])

  it('pins each action to a commit, and says which version that is', () => {
    const uses = text.split('\n').filter(line => line.includes('uses:'))
    assert.ok(uses.length > 4)
    for (const line of uses) assert.match(line, /uses: [\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('gives each job the one permission that it needs', () => {
    assert.deepEqual(workflow.permissions, {})
    assert.deepEqual(
      Object.fromEntries(Object.entries(workflow.jobs).map(([name, {permissions}]) => [name, permissions])),
      {
        build: {contents: 'read'},
        publish: {'id-token': 'write'},
        release: {contents: 'write'},
      },
    )
    assert.equal(workflow.jobs['publish']?.environment, 'npm')
  })

  it('checks the tag first, then tests, and publishes last what was packed after that', () => {
    assert.deepEqual(workflow.on, {push: {tags: ['v*.*.*']}})
    const steps = runs('build').join('\n')
    const order = ['release-check.js', '.ci/run', 'release-assets.js'].map(part => steps.indexOf(part))
    assert.ok(
      order.every((at, index) => at > (order[index - 1] ?? -1)),
      steps,
    )
    assert.deepEqual([workflow.jobs['publish']?.needs, workflow.jobs['release']?.needs], ['build', 'publish'])
    assert.ok(runs('publish').some(run => run.startsWith('npm publish --provenance')))
    assert.ok(
      !runs('publish')
        .concat(runs('release'))
        .some(run => /npm (?:ci|install|run)|node /.test(run)),
    )
  })
})
