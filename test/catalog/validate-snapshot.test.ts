import assert from 'node:assert/strict'

import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {everything} from '../api/support.js'
import {hostile} from '../fixtures/hostile.js'

const collectedAt = '2026-11-20T12:00:00.000Z'
const validSnapshot = {
  facts: [
    {at: collectedAt, body: [], kind: 'apps', path: '/apps', requestId: 'r-1', status: 200},
    {
      at: collectedAt,
      gap: {detail: 'the API answered 403', needs: 'more', reason: 'forbidden'},
      kind: 'logDrains',
      path: '/apps/x/log-drains',
      status: 403,
    },
    {at: collectedAt, gap: {reason: 'unreachable'}, kind: 'app', path: '/apps/x'},
  ],
  frameworks: ['pci-dss-4.0.1'],
  scopes: [{kind: 'all'}, {kind: 'team', name: 'acme'}],
  snapshotVersion: 1,
  tool: {name: 'heroku-compliance', version: '1.0.0'},
}

const [apps, drains, app] = validSnapshot.facts
const facts = (...all: unknown[]) => ({...validSnapshot, facts: all})
const without = (fact: object | undefined, name: string) =>
  Object.fromEntries(Object.entries(fact ?? {}).filter(([key]) => key !== name))
const reasons =
  'forbidden, not-found, unauthorized, payment-required, rate-limited, server-error, unreachable, ' +
  'malformed, unsupported'

describe('snapshotErrors', () => {
  it('finds nothing in what was collected, written and read again', async () => {
    const scopes: Array<[World, Scope]> = [
      [everything(), {kind: 'all'}],
      [everything(), {kind: 'pipeline', name: 'line'}],
      [hostile(), {kind: 'all'}],
    ]
    for (const [world, scope] of scopes) {
      const snapshot = await collectWorld(world, scope)
      const reparsed = JSON.parse(snapshotText(snapshot)) as Snapshot
      assert.deepEqual(snapshotErrors(reparsed), [])
      assert.deepEqual(reparsed, snapshot)
    }
  })

  it('finds nothing in a small one', () => {
    assert.deepEqual(snapshotErrors(validSnapshot), [])
    assert.deepEqual(snapshotErrors(facts()), [])
  })

  const cases: Array<[string, unknown, string[]]> = [
    ['null', null, ['/ must be object']],
    ['a list', [], ['/ must be object']],
    ['a string', 'text', ['/ must be object']],
    ['nothing', {}, ['snapshotVersion', 'tool', 'scopes', 'frameworks', 'facts'].map(name => `/ lacks "${name}"`)],
    [
      'a later version',
      {...validSnapshot, snapshotVersion: 2, whatever: true},
      ['/snapshotVersion is 2; this version of the tool reads 1'],
    ],
    [
      'a version of another type',
      {...validSnapshot, snapshotVersion: '1'},
      ['/snapshotVersion is "1"; this version of the tool reads 1'],
    ],
    [
      'a report',
      {...without(validSnapshot, 'snapshotVersion'), reportVersion: 1},
      ['/ lacks "snapshotVersion"', '/ has an unknown key "reportVersion"'],
    ],
    [
      'a misspelt key',
      {...without(validSnapshot, 'facts'), fact: []},
      ['/ lacks "facts"', '/ has an unknown key "fact"; did you mean "facts"?'],
    ],
    ['another tool', {...validSnapshot, tool: {name: 'x', version: '1'}}, ['/tool/name must be "heroku-compliance"']],
    ['a tool without a version', {...validSnapshot, tool: {name: 'heroku-compliance'}}, ['/tool lacks "version"']],
    ['no scope', {...validSnapshot, scopes: []}, ['/scopes must NOT have fewer than 1 items']],
    [
      'an unknown scope',
      {...validSnapshot, scopes: [{kind: 'apps', name: 'x'}]},
      ['/scopes/0/kind must be one of all, app, pipeline, space, team'],
    ],
    ['a scope without a name', {...validSnapshot, scopes: [{kind: 'all'}, {kind: 'team'}]}, ['/scopes/1 lacks "name"']],
    [
      'a scope with an empty name',
      {...validSnapshot, scopes: [{kind: 'team', name: ''}]},
      ['/scopes/0/name must NOT have fewer than 1 characters'],
    ],
    [
      'a scope that says more',
      {...validSnapshot, scopes: [{kind: 'team', name: 'x', nmae: 'x'}]},
      ['/scopes/0 has an unknown key "nmae"; did you mean "name"?'],
    ],
    ['frameworks that are none', {...validSnapshot, frameworks: [1]}, ['/frameworks/0 must be string']],
    ['facts that are no list', {...validSnapshot, facts: {}}, ['/facts must be array']],
    ['a fact that is none', facts(7), ['/facts/0 must be object']],
    ['a fact without a kind', facts(apps, without(drains, 'kind')), ['/facts/1 lacks "kind"']],
    ['a fact without a path', facts(without(apps, 'path')), ['/facts/0 lacks "path"']],
    ['a fact without a time', facts(without(apps, 'at')), ['/facts/0 lacks "at"']],
    [
      'a misspelt key of a fact',
      facts({...apps, stauts: 200}),
      ['/facts/0 has an unknown key "stauts"; did you mean "status"?'],
    ],
    ['a path that is none', facts({...apps, path: 'apps'}), ['/facts/0/path must match pattern "^/"']],
    [
      'a time that is none',
      facts({...apps, at: 'lately'}),
      ['/facts/0/at must match pattern "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"'],
    ],
    [
      'a time that cannot be',
      facts({...apps, at: '2026-13-20T12:00:00.000Z'}),
      ['/facts/0/at 2026-13-20T12:00:00.000Z is not a valid date and time'],
    ],
    ['a status that is none', facts({...apps, status: 99}), ['/facts/0/status must be >= 100']],
    ['a status of another type', facts({...apps, status: '200'}), ['/facts/0/status must be integer']],
    ['neither body nor gap', facts(without(apps, 'body')), ['/facts/0 lacks "gap"']],
    ['both body and gap', facts({...apps, gap: {reason: 'forbidden'}}), ['/facts/0/gap is not allowed']],
    ['an unknown reason', facts({...app, gap: {reason: 'lazy'}}), [`/facts/0/gap/reason must be one of ${reasons}`]],
    [
      'a reason that only judging gives',
      facts({...app, gap: {reason: 'not-collected'}}),
      [`/facts/0/gap/reason must be one of ${reasons}`],
    ],
    ['a gap without a reason', facts({...app, gap: {}}), ['/facts/0/gap lacks "reason"']],
    [
      'a gap that says more',
      facts({...app, gap: {among: [], reason: 'forbidden'}}),
      ['/facts/0/gap has an unknown key "among"'],
    ],
    [
      'an unknown kind',
      facts(apps, {...drains, kind: 'logDrain'}),
      ['/facts/1/kind "logDrain" is not a kind of fact; did you mean "logDrains"?'],
    ],
    [
      'a kind that no other is like',
      facts({...apps, kind: 'constructor'}),
      ['/facts/0/kind "constructor" is not a kind of fact'],
    ],
    [
      'a path twice',
      facts(apps, drains, {...apps, body: [{id: '1', name: 'x'}]}),
      ['/facts/2/path /apps appears twice'],
    ],
    ['a body of another form', facts({...apps, body: {}}), ['/facts/0/body must be array']],
    ['an empty body', facts({...apps, body: null}), ['/facts/0/body must be array']],
    [
      'a body with a value of another type',
      facts({...apps, body: [{id: '1', name: 7}]}),
      ['/facts/0/body/0/name must be string'],
    ],
    ['a body without what it must have', facts({...apps, body: [{id: '1'}]}), ['/facts/0/body/0 lacks "name"']],
    [
      'a body with what is not kept',
      facts({...apps, body: [{id: '1', name: 'x', web_url: 'https://x'}]}),
      ['/facts/0/body/0 has an unknown key "web_url"'],
    ],
    [
      'a body with a misspelt key',
      facts({at: collectedAt, body: {id: '1', name: 'x', sheild: true}, kind: 'space', path: '/spaces/x'}),
      ['/facts/0/body has an unknown key "sheild"; did you mean "shield"?'],
    ],
    [
      'errors in several facts',
      facts({...apps, body: 7}, {...drains, kind: 'x'}, app, app),
      ['/facts/0/body must be array', '/facts/1/kind "x" is not a kind of fact', '/facts/3/path /apps/x appears twice'],
    ],
  ]
  for (const [name, json, errors] of cases) it(`finds ${name}`, () => assert.deepEqual(snapshotErrors(json), errors))
})
