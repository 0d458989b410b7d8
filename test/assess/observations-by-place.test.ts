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

describe('what was observed of a place', () => {
  it('is, of an app, its own, what it uses, and its space, and beside it what is of its team or of nobody', () => {
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

  it('is, of an app that cannot be seen, all that is of no app: it may be anywhere', () => {
    assert.deepEqual(names({name: 'acme/*'}), {
      own: ['acme/*'],
      wider: ['cache', 'vault', 'lair', 'acme', 'other', 'ann', 'me'],
    })
    assert.deepEqual(names({name: '0f7e'}), {own: [], wider: ['cache', 'vault', 'lair', 'acme', 'other', 'ann', 'me']})
  })

  it('is, of a space or a team, what is of it and of no app there', () => {
    assert.deepEqual(names({name: 'space vault', space: 'vault', team: 'acme'}), {
      own: ['vault'],
      wider: ['cache', 'flow', 'acme', 'ann', 'me'],
    })
    assert.deepEqual(names({name: 'space lair', space: 'lair'}), {own: ['lair'], wider: ['cache', 'flow', 'me']})
    assert.deepEqual(names({name: 'team acme', team: 'acme'}), {own: ['acme', 'ann'], wider: ['cache', 'flow', 'me']})
    assert.deepEqual(names({name: 'team other', team: 'other'}), {own: ['other'], wider: ['cache', 'flow', 'me']})
  })

  it('is counted once for an app that something names twice', () => {
    assert.equal(near(pay).own.filter(({subject: {name}}) => name === 'db').length, 1)
  })

  it('is of no app in particular where one of several subjects of a name does not say of which', () => {
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

  it('keeps all that was observed of one subject', () => {
    const [app] = subjects
    assert.ok(app)
    const twice = [seen('c', 'fail', app), seen('d', 'pass', app)]
    assert.deepEqual(observationsByPlace(contextOf({frameworks: [framework([])], observed: twice, subjects}))(pay), {
      own: twice,
      wider: [],
    })
  })
})
