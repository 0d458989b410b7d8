import assert from 'node:assert/strict'

import type {Place} from '../../src/model/policy.js'
import type {Subject} from '../../src/model/subject.js'

import {observationsByPlace} from '../../src/assess/observations-by-place.js'
import {framework, contextOf, pay, seen, shop, subject} from './support.js'

const subjects: readonly Subject[] = [
  subject('app', 'pay', {space: 'vault', team: 'acme'}),
  subject('app', 'shop', {team: 'acme'}),
  subject('domain', 'pay.example.com', {app: 'pay', space: 'vault', team: 'acme'}),
  subject('domain', 'shop.example.com', {app: 'shop'}),
  subject('addon', 'db', {app: 'pay', apps: ['pay', 'shop']}),
  subject('addon', 'cache', {apps: []}),
  subject('pipeline', 'flow', {apps: ['shop', 'lab']}),
  subject('space', 'vault', {space: 'vault', team: 'acme'}),
  subject('space', 'lair', {space: 'lair', team: 'other'}),
  subject('team', 'acme', {team: 'acme'}),
  subject('team', 'other', {team: 'other'}),
  subject('member', 'ann', {team: 'acme'}),
  subject('account', 'me'),
  subject('app', 'acme/*', {team: 'acme'}),
]

const observed = subjects.map(named => seen('c', 'fail', named))
const near = observationsByPlace(contextOf({frameworks: [framework([])], observed, subjects}))
const names = (place: Place) => {
  const {own, wider} = near(place)
  return {own: own.map(({subject: {name}}) => name), wider: wider.map(({subject: {name}}) => name)}
}

describe('observationsByPlace', () => {
  it('has, for an app, what it is and uses, and its space; and in addition its team and what has no owner', () => {
    assert.deepEqual(names({...pay, space: 'vault'}), {
      own: ['pay', 'pay.example.com', 'db', 'vault'],
      wider: ['cache', 'acme', 'ann', 'me'],
    })
    assert.deepEqual(names(shop), {
      own: ['shop', 'shop.example.com', 'db', 'flow'],
      wider: ['cache', 'acme', 'ann', 'me'],
    })
    assert.deepEqual(names({app: 'lab', name: 'lab', team: 'other'}), {own: ['flow'], wider: ['cache', 'other', 'me']})
    assert.deepEqual(names({app: 'mine', name: 'mine'}), {own: [], wider: ['cache', 'me']})
  })

  it("has, for an app that can't be seen, everything that belongs to no app", () => {
    assert.deepEqual(names({name: 'acme/*'}), {
      own: ['acme/*'],
      wider: ['cache', 'vault', 'lair', 'acme', 'other', 'ann', 'me'],
    })
    assert.deepEqual(names({name: '0f7e'}), {own: [], wider: ['cache', 'vault', 'lair', 'acme', 'other', 'ann', 'me']})
  })

  it('has, for a space or a team, what belongs to it and not to its apps', () => {
    assert.deepEqual(names({name: 'space vault', space: 'vault', team: 'acme'}), {
      own: ['vault'],
      wider: ['cache', 'flow', 'acme', 'ann', 'me'],
    })
    assert.deepEqual(names({name: 'space lair', space: 'lair'}), {own: ['lair'], wider: ['cache', 'flow', 'me']})
    assert.deepEqual(names({name: 'team acme', team: 'acme'}), {own: ['acme', 'ann'], wider: ['cache', 'flow', 'me']})
    assert.deepEqual(names({name: 'team other', team: 'other'}), {own: ['other'], wider: ['cache', 'flow', 'me']})
  })

  it('counts a subject once for an app that it names twice', () => {
    assert.equal(near(pay).own.filter(({subject: {name}}) => name === 'db').length, 1)
  })

  it("assigns no app if one of several subjects with a name doesn't say which", () => {
    const twins = [subject('addon', 'db', {apps: ['pay']}), subject('addon', 'db')]
    const both = (...all: readonly Subject[]) =>
      observationsByPlace(
        contextOf({frameworks: [framework([])], observed: [seen('c', 'fail', subject('addon', 'db'))], subjects: all}),
      )
    assert.deepEqual(
      [pay, shop].map(place => both(...twins)(place).wider.length),
      [1, 1],
    )
    assert.deepEqual(
      [pay, shop].map(
        place =>
          both(subject('addon', 'db', {apps: ['pay']}), subject('addon', 'db', {apps: ['shop']}))(place).own.length,
      ),
      [1, 1],
    )
    assert.deepEqual(
      [pay, shop].map(place => both(subject('addon', 'db', {apps: ['pay']}))(place).wider.length),
      [0, 0],
    )
    assert.deepEqual(
      [pay, shop].map(place => both()(place).wider.length),
      [1, 1],
    )
  })

  it('keeps all observations of a subject', () => {
    const [app] = subjects
    assert.ok(app)
    const twice = [seen('c', 'fail', app), seen('d', 'pass', app)]
    assert.deepEqual(observationsByPlace(contextOf({frameworks: [framework([])], observed: twice, subjects}))(pay), {
      own: twice,
      wider: [],
    })
  })
})
