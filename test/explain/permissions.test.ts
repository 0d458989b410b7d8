import assert from 'node:assert/strict'

import type {FactUse} from '../../src/model/fact-use.js'
import type {FactKind} from '../../src/model/facts.js'
import type {Access} from '../../src/explain/permission-use.js'

import {routes} from '../../src/api/routes.js'
import {readChecks, readExamples, readFactUse, readFields, readFrameworks} from '../../src/catalog/catalog.js'
import {impliedPermissions, permissions} from '../../src/model/need.js'
import {
  permissionUses,
  setForApp,
  setForEverything,
  setForScope,
  smallestSet,
} from '../../src/explain/permission-use.js'
import {permissionsJson} from '../../src/explain/permissions-json.js'
import {frameworkPermissionsText, permissionsText, setText} from '../../src/explain/permissions.js'
import {control, framework, joined, tooWide} from './support.js'

const factUse: FactUse = {
  checks: {
    builds: {kinds: ['app', 'builds'], scope: 'app'},
    drains: {kinds: ['app', 'logDrains'], scope: 'app'},
    people: {kinds: ['members', 'team'], scope: 'team'},
    self: {kinds: ['account'], scope: 'all'},
  },
  scopes: {all: ['apps', 'teams'], app: [], pipeline: ['pipeline'], space: [], team: ['team']},
}
const access: Access = {factUse, needOf: kind => routes[kind].needs}
const real: Access = {factUse: readFactUse(), needOf: kind => routes[kind].needs}
const checks = Object.keys(factUse.checks)
const house = framework('house', [
  control('1', {checks: ['builds'], kind: 'automatic'}),
  control('2', {signals: ['drains']}),
  control('3', {boundary: ['people']}),
  control('4'),
])
const view = {
  checks: readChecks(),
  crosswalks: [],
  examples: readExamples(),
  fields: readFields(),
  frameworks: readFrameworks(),
}
const set = (...kinds: readonly FactKind[]) => setText(smallestSet(kinds, access))

describe('what a permission is needed for', () => {
  it('is the checks that need a fact of it, and the controls that name them in any way', () => {
    const uses = permissionUses(checks, [house, framework('empty', [])], access)
    assert.deepEqual(
      uses.permissions.map(({checks: unknown, controls, name, reads}) => [
        name,
        reads,
        unknown,
        controls.flatMap(({controls: ids, framework: {id}}) => [id, ...ids]),
      ]),
      [
        ['app-view', ['app'], ['builds', 'drains'], ['house', '1', '2']],
        ['app-deploy', ['builds'], ['builds'], ['house', '1']],
        ['app-operate', ['logDrains'], ['drains'], ['house', '2']],
        ['team-member', ['team'], ['people'], ['house', '3']],
        ['team-admin', ['members'], ['people'], ['house', '3']],
      ],
    )
    assert.deepEqual(
      uses.tokenScopes.map(({checks: unknown, name, reads}) => [name, reads, unknown]),
      [
        ['identity', ['account'], ['self']],
        ['read', ['app', 'apps', 'builds', 'logDrains', 'pipeline'], ['builds', 'drains']],
        ['global', ['members', 'team', 'teams'], ['people']],
      ],
    )
  })

  it('is nothing if no check needs it', () => {
    assert.deepEqual(
      permissionUses(['self'], [house], access).permissions.map(({name}) => name),
      [],
    )
    assert.deepEqual(permissionUses(['constructor'], [house], access).tokenScopes, [])
  })
})

describe('the smallest set of permissions', () => {
  it('leaves out what another permission includes, and every other scope beside global', () => {
    assert.equal(set('app', 'builds'), 'a token of scope read; deploy permission on the app')
    assert.equal(
      set('builds', 'logDrains', 'account'),
      'a token of scope identity and read; deploy permission on the app; operate permission on the app',
    )
    assert.equal(
      set('app', 'builds', 'members', 'space', 'addon'),
      'a token of scope global; the role admin in the team',
    )
    assert.equal(
      set('enterpriseMembers', 'enterpriseArchives'),
      'a token of scope global; manage permission on the enterprise account',
    )
    assert.equal(set('regions'), 'any token')
    assert.equal(set(), 'any token')
  })

  it('differs between one app and everything', () => {
    assert.equal(setText(setForApp(checks, access)), set('builds', 'logDrains'))
    assert.equal(setText(setForEverything(checks, access)), 'a token of scope global; the role admin in the team')
    assert.equal(setText(setForEverything([], access)), 'any token')
    assert.equal(setText(setForScope('pipeline', access)), set('pipeline'))
    assert.equal(setText(setForApp(['unmeasured'], access)), 'any token')
  })

  it('includes what an included permission includes', () => {
    for (const permission of permissions)
      for (const included of impliedPermissions[permission])
        for (const further of impliedPermissions[included])
          assert.ok(impliedPermissions[permission].includes(further), `${permission} ${further}`)
  })
})

describe('the text of permissions', () => {
  it('has a block for each with what it reads and how much depends on it', () => {
    const text = joined(permissionsText({...view, frameworks: [house]}, real, 80))
    assert.match(text, /operate permission on the app reads log drains, certificates, telemetry drains without it/)
    assert.match(text, /without it unknown: \d+ checks for controls: none /)
    const named = framework('named', [control('1', {checks: ['trusted-ips-are-narrow']})])
    const profile = framework('part', named.controls, {profileOf: 'named'})
    const counted = joined(permissionsText({...view, frameworks: [named, profile]}, real, 80))
    assert.match(counted, /for controls: named 1 /)
    assert.doesNotMatch(counted, /for controls: [^:]*part/)
    assert.match(counted, / for named, part /)
  })

  it('says what each scope needs, which frameworks need the same, and that some need nothing', () => {
    const frameworks = [framework('asks', [control('1')]), ...view.frameworks]
    const text = joined(permissionsText({...view, frameworks}, real, 80))
    assert.match(text, /To find what belongs to a scope --all: a token of scope global; membership of the team --team/)
    assert.match(text, /nothing: no control names a check for asks/)
    assert.match(text, /with --app .*; membership of the team that owns the space for /)
    assert.doesNotMatch(permissionsText({...view, frameworks: [house]}, access, 80), /nothing: /)
  })

  it('names checks and controls of a framework, or those that are missing where these are fewer', () => {
    const text = frameworkPermissionsText(house, access, 80)
    assert.match(text, /^Title of house 1: permissions\n\nSmallest set that sees everything\n/)
    assert.ok(
      text.includes(`
Without view permission on the app
  reads the app itself
  unknown: all 3 checks but people
  for controls: all 3 controls with checks but 3
`),
    )
    assert.ok(
      text.includes(`
Without deploy permission on the app
  reads builds
  unknown: builds
  for controls: 1
`),
    )
    const single = framework('single', [control('1', {checks: ['builds']})])
    assert.match(
      frameworkPermissionsText(single, access, 80),
      /unknown: all 1 checks?\n {2}for controls: all 1 control/,
    )
  })

  it('says so if a framework names no checks, and which checks were not measured', () => {
    assert.equal(
      frameworkPermissionsText(framework('asks', [control('1')]), access, 80),
      'Title of asks 1: permissions\n\nIt needs none: its controls name no checks.\n',
    )
    const custom = framework('custom', [control('1', {checks: ['builds', 'mine', 'constructor']})])
    assert.match(
      frameworkPermissionsText(custom, access, 80),
      /\nChecks of the framework itself, which may need more\n {2}constructor, mine\n/,
    )
    assert.doesNotMatch(frameworkPermissionsText(house, access, 80), /may need more/)
  })

  it('fits the available columns', () => {
    for (const columns of [60, 80, 120]) {
      assert.deepEqual(tooWide(permissionsText(view, real, columns), columns), [])
      for (const each of view.frameworks)
        assert.deepEqual(tooWide(frameworkPermissionsText(each, real, columns), columns), [])
    }
  })
})

describe('the JSON of permissions', () => {
  it('has permissions, scopes, checks with their fields and controls, and the smallest sets', () => {
    const named = framework('named', [control('1', {checks: ['teams-have-few-admins', 'mine']})])
    const [few] = view.checks.filter(({id}) => id === 'teams-have-few-admins')
    const json = JSON.parse(permissionsJson([few ?? assert.fail()], [named], real)) as Record<string, unknown[]>
    assert.deepEqual(Object.keys(json), ['permissions', 'tokenScopes', 'checks', 'scopes', 'frameworks'])
    assert.deepEqual(json['permissions']?.at(-1), {
      id: 'team-admin',
      title: 'the role admin in the team',
      reads: ['members'],
      checks: ['teams-have-few-admins'],
      controls: [{framework: 'named', controls: ['1']}],
    })
    assert.deepEqual(json['checks'], [
      {
        id: 'teams-have-few-admins',
        subject: 'team',
        scope: 'team',
        reads: ['members', 'team'],
        permissions: ['team-admin'],
        tokenScopes: ['global'],
        title: 'a token of scope global; the role admin in the team',
        fields: ['adminCount'],
        controls: [{framework: 'named', controls: ['1']}],
      },
    ])
    assert.deepEqual(Object.keys(json['scopes'] ?? {}), ['all', 'team', 'space', 'pipeline', 'app'])
    assert.deepEqual(json['frameworks'], [
      {
        aliases: [],
        id: 'named',
        title: 'Title of named',
        version: '1',
        app: {permissions: [], tokenScopes: [], title: 'any token'},
        everything: {
          permissions: ['team-admin'],
          tokenScopes: ['global'],
          title: 'a token of scope global; the role admin in the team',
        },
        unmeasuredChecks: ['mine'],
      },
    ])
  })
})
