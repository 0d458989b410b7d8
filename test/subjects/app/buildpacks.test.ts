import assert from 'node:assert/strict'

import type {Build} from '../../../src/model/code-facts.js'
import type {App, FactTypes} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {redactBuildpackAddress} from '../../../src/model/buildpack-address.js'
import {isOfficialBuildpack} from '../../../src/subjects/app/buildpacks.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const pay = (more: Partial<App>) => factOf('app', 'pay', {id: 'a1', name: 'pay', ...more})

const build = (day: number, more: Partial<Build> = {}): Build => ({
  buildpacks: [],
  created_at: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
  status: 'succeeded',
  ...more,
})

function cedar(
  items: FactTypes['buildpackInstallations'],
  buildpacks: string[] = [],
  builds: FactTypes['builds'] = [build(1)],
): unknown[] {
  const {field} = fixture(
    [pay({generation: 'cedar'}), factOf('buildpackInstallations', 'pay', items), factOf('builds', 'pay', builds)],
    undefined,
    {buildpacks},
  )
  return [valueOrGap(field('app', 'pay', 'buildpackCount')), valueOrGap(field('app', 'pay', 'foreignBuildpacks'))]
}

const buildpackNamed = (name: string) => ({buildpack: {name, url: name}})

describe('buildpacks', () => {
  it('counts all and lists third-party ones once each, sorted', () => {
    assert.deepEqual(
      cedar([
        buildpackNamed('heroku/ruby'),
        buildpackNamed('zeta/x'),
        buildpackNamed('acme/x'),
        buildpackNamed('acme/x'),
      ]),
      [4, ['acme/x', 'zeta/x']],
    )
    assert.deepEqual(cedar([]), [0, []])
  })

  it('trusts the address over the name', () => {
    assert.deepEqual(cedar([{buildpack: {name: 'heroku/ruby', url: 'https://evil.test/x'}}]), [
      1,
      ['https://evil.test/x'],
    ])
  })

  it('leaves out buildpacks that the policy allows', () => {
    assert.deepEqual(cedar([buildpackNamed('acme/x'), buildpackNamed('zeta/x')], ['ACME/*']), [2, ['zeta/x']])
  })

  it("doesn't let an address escape a glob by stepping up its path", () => {
    const foreignWithGlob = (name: string) =>
      cedar([buildpackNamed(name)], ['https://github.com/acme/*', 'git@github.com:acme/*', 'acme/*'])[1]
    const others = [
      'https://github.com/acme/../evil/x',
      'https://github.com/acme/..',
      'https://github.com/acme/%2e%2e/evil/x',
      'https://github.com/acme/..%2fevil',
      'git@github.com:acme/../evil/x',
      'acme/../evil/x',
      'https://github.com/acme/x/../../evil/x#main',
      'https://github.com/acme/..#v1',
    ]
    for (const name of others) assert.deepEqual(foreignWithGlob(name), [name])
    for (const name of [
      'https://github.com/acme/x',
      'https://github.com/acme/..x',
      'https://github.com/acme/x..y/z',
      'https://github.com/acme/x#a/../b',
      'git@github.com:acme/x',
      'acme/x',
    ])
      assert.deepEqual(foreignWithGlob(name), [], name)
    assert.deepEqual(cedar([buildpackNamed('../evil/x')], ['*'])[1], ['../evil/x'])
  })

  it('is a gap for a buildpack without a name, whatever the policy allows', () => {
    assert.deepEqual(cedar([buildpackNamed('heroku/ruby'), {buildpack: {name: null, url: null}}], ['*']), [
      2,
      'no-statement?',
    ])
    assert.deepEqual(cedar([{}, buildpackNamed('acme/x')]), [2, ['acme/x']])
  })

  it("reads the app's record on Fir, and no installations", () => {
    const fir = (buildpacks: App['buildpacks'] | undefined) => {
      const {field, reader} = fixture([
        pay({generation: {name: 'fir'}, ...(buildpacks === undefined ? {} : {buildpacks})}),
      ])
      const count = valueOrGap(field('app', 'pay', 'buildpackCount'))
      assert.ok(!reader.wantedFacts().some(({kind}) => kind === 'buildpackInstallations'))
      return [count, valueOrGap(field('app', 'pay', 'foreignBuildpacks'))]
    }
    assert.deepEqual(fir([{id: 'heroku/nodejs'}, {id: 'acme/x'}]), [2, ['acme/x']])
    assert.deepEqual(
      [fir([]), fir(null)],
      [
        [0, []],
        [0, []],
      ],
    )
    assert.deepEqual(fir(undefined), ['no-statement?', 'no-statement?'])
  })

  it('are none for a container image on Cedar, without any request', () => {
    const countOn = (generation: string) => {
      const {field, reader} = fixture([pay({buildpacks: [{id: 'acme/x'}], generation, stack: {name: 'container'}})])
      return [
        valueOrGap(field('app', 'pay', 'buildpackCount')),
        valueOrGap(field('app', 'pay', 'foreignBuildpacks')),
        reader.wantedFacts(),
      ]
    }

    assert.deepEqual(
      [countOn('cedar'), countOn('fir')],
      [
        [0, [], []],
        [1, ['acme/x'], []],
      ],
    )
  })

  it('are a gap when the generation, the app or the list is', () => {
    const foreignBuildpacks = (...facts: Parameters<typeof fixture>[0]) =>
      valueOrGap(fixture(facts).field('app', 'pay', 'foreignBuildpacks'))
    assert.equal(foreignBuildpacks(pay({})), 'no-statement?')
    assert.equal(foreignBuildpacks(pay({generation: 'birch'})), 'unknown-value?')
    assert.equal(foreignBuildpacks(refusedFact('app', 'pay', 500)), 'server-error?')
    const builds = factOf('builds', 'pay', [])
    assert.equal(
      foreignBuildpacks(pay({generation: 'cedar'}), refusedFact('buildpackInstallations', 'pay'), builds),
      'forbidden?',
    )
  })

  describe('of the newest build', () => {
    const ran = (...names: string[]): Partial<Build> => ({buildpacks: names.map(name => ({url: name}))})
    const foreign = (...builds: Build[]) => cedar([buildpackNamed('heroku/ruby')], [], builds)[1]

    it('count too, whatever is installed now', () => {
      assert.deepEqual(foreign(build(2, ran('heroku/ruby', 'acme/x'))), ['acme/x'])
      assert.deepEqual(cedar([buildpackNamed('heroku/ruby')], [], [build(2, ran('heroku/ruby', 'heroku/go'))]), [1, []])
      assert.deepEqual(cedar([], [], [build(2, ran('heroku/ruby', 'heroku/go'))]), [2, []])
      assert.deepEqual(cedar([], [], [build(2, ran('acme/x'))]), [1, ['acme/x']])
      assert.deepEqual(cedar([], [], []), [0, []])
    })

    it('are those of the newest successful build', () => {
      const [old, recent] = [build(2, ran('acme/x')), build(9, ran('heroku/ruby'))]
      assert.deepEqual(foreign(old, recent), [])
      assert.deepEqual(foreign(recent, old), [])
      assert.deepEqual(foreign({...recent, status: 'failed'}, old), ['acme/x'])
      assert.deepEqual(foreign({...recent, status: 'failed', created_at: null}, build(2, ran('heroku/go'))), [])
    })

    it("are a gap when it doesn't say what it ran, or which build is newest", () => {
      assert.equal(foreign(build(2, {buildpacks: null})), 'no-statement?')
      assert.equal(foreign({created_at: '2026-11-02T00:00:00Z', status: 'succeeded'}), 'no-statement?')
      assert.equal(foreign(build(2, {...ran('heroku/go'), status: null})), 'no-statement?')
      assert.equal(
        foreign(build(2, ran('heroku/go')), build(1, {...ran('heroku/go'), created_at: null})),
        'no-statement?',
      )
      assert.deepEqual(foreign(build(2, {...ran('heroku/go'), created_at: null})), [])
      assert.equal(foreign(build(2, {buildpacks: [{}]})), 'no-statement?')
    })

    it('explain a gap by what is missing', () => {
      const why = (...builds: Build[]) => {
        const known = fixture([
          pay({generation: 'cedar'}),
          factOf('buildpackInstallations', 'pay', []),
          factOf('builds', 'pay', builds),
        ]).field('app', 'pay', 'foreignBuildpacks')
        return 'gap' in known ? known.gap.detail : undefined
      }

      assert.match(String(why(build(2, {buildpacks: null}))), /which buildpacks it ran/)
      assert.match(String(why(build(2, {...ran('heroku/go'), status: null}))), /which build is the newest/)
      assert.match(
        String(why(build(2, ran('heroku/go')), build(1, {...ran('heroku/go'), created_at: null}))),
        /which build is the newest/,
      )
    })

    it("are a gap when they can't be read, unless a third-party one is installed", () => {
      const foreignNamed = (name: string) => {
        const {field} = fixture([
          pay({generation: 'cedar'}),
          factOf('buildpackInstallations', 'pay', [buildpackNamed(name)]),
          refusedFact('builds', 'pay'),
        ])
        return [valueOrGap(field('app', 'pay', 'buildpackCount')), valueOrGap(field('app', 'pay', 'foreignBuildpacks'))]
      }
      assert.deepEqual(foreignNamed('heroku/ruby'), [1, 'forbidden?'])
      assert.deepEqual(foreignNamed('acme/x'), [1, ['acme/x']])
    })

    it("are counted when nothing is installed, or when the installations can't be read", () => {
      const count = (...facts: Fact[]) =>
        valueOrGap(fixture([pay({generation: 'cedar'}), ...facts]).field('app', 'pay', 'buildpackCount'))
      const [none, hidden] = [factOf('buildpackInstallations', 'pay', []), refusedFact('buildpackInstallations', 'pay')]
      assert.equal(count(none, refusedFact('builds', 'pay')), 'forbidden?')
      assert.equal(count(none, factOf('builds', 'pay', [build(2, {buildpacks: null})])), 'no-statement?')
      assert.deepEqual(count(hidden, factOf('builds', 'pay', [build(2, ran('heroku/go'))])), ['forbidden?', 1, 2])
      assert.equal(count(hidden, factOf('builds', 'pay', [])), 'forbidden?')
    })
  })

  it("can't tell what heroku-buildpack-multi runs, unless the policy allows it or a third-party one is known", () => {
    for (const name of [
      'heroku/multi',
      'https://github.com/heroku/heroku-buildpack-multi',
      'git@github.com:Heroku/heroku-buildpack-multi.git',
      'https://github.com/heroku/heroku-buildpack-multi.git#v1',
      'https://codon-buildpacks.s3.amazonaws.com/buildpacks/heroku/multi.tgz',
    ]) {
      assert.deepEqual(cedar([buildpackNamed(name)]), [1, 'unsupported?'], name)
      assert.deepEqual(cedar([buildpackNamed(name)], [name]), [1, []], name)
      assert.deepEqual(cedar([buildpackNamed(name), buildpackNamed('acme/x')])[1], ['acme/x'], name)
    }
    for (const name of ['heroku/heroku-buildpack-multi-procfile', 'heroku/x-multi'])
      assert.deepEqual(cedar([buildpackNamed(name)]), [1, []], name)
  })

  it('are a gap for an unreadable address, unless a third-party one is known', () => {
    const unfamiliar = buildpackNamed('an address that cannot be read')
    assert.deepEqual(cedar([unfamiliar, buildpackNamed('heroku/ruby')], ['*']), [2, 'unknown-value?'])
    assert.deepEqual(cedar([unfamiliar, buildpackNamed('acme/x')])[1], ['acme/x'])
  })

  describe('isOfficialBuildpack', () => {
    const own = [
      'heroku/ruby',
      'Heroku/ruby',
      'urn:buildpack:heroku/jvm',
      'https://github.com/heroku/x',
      'http://github.com/heroku/x.git',
      'git://github.com/heroku/x',
      'ssh://git@github.com/heroku/x.git#v2',
      'git@github.com:heroku/x.git',
      'git@GitHub.com:Heroku/x',
      'https://GITHUB.com/HEROKU/x/',
      'https://github.com/heroku/x/archive/v1.2.tar.gz',
      'https://user:secret@github.com/heroku/x?key=1',
      'https://codon-buildpacks.s3.amazonaws.com/buildpacks/heroku/jvm-common.tgz',
      'https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku/ruby.tgz',
      'https://github.com/heroku/x#main',
    ]
    const others = [
      'https://github.com/heroku.evil/x',
      'https://github.com/herokuevil/x',
      'github.com/heroku/../evil',
      'heroku/../x',
      'heroku/..',
      'heroku/.',
      'heroku/x/../../evil/x',
      'heroku/',
      'heroku',
      'https://github.com/heroku/../evil/x',
      'https://github.com/heroku/%2e%2e/evil/x',
      'https://github.com/heroku/..%2fevil/x',
      'https://github.com/heroku%2fx',
      'https://github.com/heroku/x%2f..%2f..%2fevil',
      'https://github.com/heroku\\x',
      'https://user@evil.test/x@github.com/heroku/x',
      'https://evil.test/https://github.com/heroku/x',
      'https://evil.test#@github.com/heroku/x',
      'https://github.com@evil.test/heroku/x',
      'https://a@evil.test@github.com/heroku/x',
      'https://github.com:8443/heroku/x',
      'https://github.com.evil.test/heroku/x',
      'https://xgithub.com/heroku/x',
      'git@evil.test:heroku/x',
      'git@github.com:evil/heroku/x',
      'git@github.com:heroku/../evil/x',
      'evil@github.com:heroku/x',
      'git@evil.test:x@github.com:heroku/x',
      'ftp://github.com/heroku/x',
      'http://codon-buildpacks.s3.amazonaws.com/buildpacks/heroku/x.tgz',
      'https://evil-buildpacks.s3.amazonaws.com/buildpacks/heroku/x.tgz',
      'https://codon-buildpacks.s3.amazonaws.com/buildpacks/evil/x.tgz',
      'https://codon-buildpacks.s3.amazonaws.com/heroku/x.tgz',
      'https://githubXcom/heroku/x',
      'urn:buildpack:evil/heroku/x',
      ' heroku/ruby',
      'heroku/ruby ',
      'heroku/ruby\nx',
      'https://github.com/heroku',
      'https://github.com/heroku//x',
      'evil/heroku/x',
    ]
    const kept = (name: string) => String(redactBuildpackAddress(name))

    for (const name of own) it(`accepts ${name}`, () => assert.equal(isOfficialBuildpack(kept(name)), true, kept(name)))
    for (const name of others)
      it(`rejects ${JSON.stringify(name)}`, () => {
        assert.equal(isOfficialBuildpack(kept(name)), false, kept(name))
        assert.equal(isOfficialBuildpack(name), false)
      })
  })
})
