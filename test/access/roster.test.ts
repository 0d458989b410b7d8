import assert from 'node:assert/strict'

import {readRoster} from '../../src/access/read-roster.js'
import {findingKinds, findingsFor, rosterOf, rosterSummary} from '../../src/access/roster.js'
import {parseCsv} from '../../src/parsing/csv.js'
import {frozenAt, kimOnTeam, leeOnApp, reviewOf, token} from './support.js'

const entries = (text: string, on = '2026-11-20') => readRoster(parseCsv(text, 'people.csv'), 'people.csv', on)
const left = (text: string) => entries(text).map(({hasLeft}) => hasLeft)

describe('a roster', () => {
  it('has its addresses in a column with any usual name', () => {
    for (const header of ['email', 'E-Mail', 'Work_Email', 'E-Mail-Adresse', 'User Principal Name'])
      assert.deepEqual(entries(`name,${header}\nKim,kim@example.com`), [{email: 'kim@example.com', hasLeft: false}])
  })

  it('says who left by a status, a flag or a date', () => {
    assert.deepEqual(left('email,status\na@x.io,Active\nb@x.io,Terminated\nc@x.io,\nd@x.io,On leave'), [
      ...[false, true, false, false],
    ])
    assert.deepEqual(left('email;aktiv\na@x.io;ja\nb@x.io;nein'), [false, true])
    assert.deepEqual(left('email,end date\na@x.io,2026-11-19\nb@x.io,2026-11-20\nc@x.io,19.11.2026\nd@x.io,'), [
      ...[true, false, true, false],
    ])
  })

  const broken: ReadonlyArray<[what: string, text: string, message: RegExp]> = [
    ['nothing in it', '', /people\.csv is empty/],
    ['headers alone', 'email\n', /people\.csv lists nobody/],
    ['no addresses', 'name\nKim', /people\.csv:1: no column has email addresses/],
    ['a row without an address', 'email\nkim@example.com\nnobody', /people\.csv:3: there is no email address/],
    ['a status that is not known', 'email,status\nkim@example.com,perhaps', /people\.csv:2: the status isn't one/],
    ['a date that is not one', 'email,end date\nkim@example.com,11/12/26', /people\.csv:2: the end date can't be read/],
  ]
  for (const [what, text, message] of broken)
    it(`is refused with ${what}, and no address is repeated`, () =>
      assert.throws(
        () => entries(text),
        (error: Error) => message.test(error.message) && !error.message.includes('kim@'),
      ))

  it('keeps digests alone', () => {
    const roster = rosterOf(entries('email,status\nkim@example.com,active\nlee@example.com,left'))
    assert.doesNotMatch(JSON.stringify([[...roster.present], [...roster.left], [...roster.domains]]), /example|kim|lee/)
    assert.deepEqual([rosterSummary(roster).people, rosterSummary(roster).left], [1, 1])
    assert.match(rosterSummary(roster).digest, /^[\da-f]{64}$/)
  })

  it('takes who is listed as there and as gone for there', () => {
    const roster = rosterOf([
      {email: 'kim@example.com', hasLeft: true},
      {email: 'KIM+heroku@example.com', hasLeft: false},
    ])
    assert.deepEqual([roster.present.size, roster.left.size], [1, 0])
  })
})

describe('findings about grants', () => {
  const {population} = reviewOf()
  const roster = (text: string) => rosterOf(entries(text))
  const of = (text: string | undefined, more = {}, grants = population.grants) =>
    findingsFor({...population, grants}, {frozenAt, roster: text === undefined ? undefined : roster(text), ...more})

  it('name who left, and who is not on the roster', () => {
    const findings = of('email,status\nlee@example.com,left\nann@example.com,active')
    assert.deepEqual(findings[leeOnApp.id], ['leaver'])
    assert.deepEqual(findings[kimOnTeam.id], ['not-on-roster'])
    assert.deepEqual(findingKinds(findings), ['leaver', 'not-on-roster'])
  })

  it('name other domains: by the policy, else by the roster', () => {
    assert.deepEqual(of(undefined, {emailDomains: ['corp.io']})[kimOnTeam.id], ['external'])
    assert.deepEqual(of(undefined, {emailDomains: ['EXAMPLE.com']}), {})
    assert.deepEqual(of('email\nann@corp.io')[kimOnTeam.id], ['not-on-roster', 'external'])
    assert.deepEqual(of(undefined), {})
  })

  it('name a person with two addresses, without MFA, or without a sign-in for long', () => {
    const twin = {...leeOnApp, id: 'collaborator:a2/u9', person: {email: 'LEE+old@example.com', id: 'u9'}}
    const findings = of(undefined, {}, [
      leeOnApp,
      twin,
      {...kimOnTeam, lastLogin: '2026-08-01T00:00:00Z', mfa: false},
      {...token, lastLogin: '2026-11-01T00:00:00Z', mfa: true},
    ])
    assert.deepEqual(findings, {
      [kimOnTeam.id]: ['no-mfa', 'inactive'],
      [leeOnApp.id]: ['duplicate'],
      [twin.id]: ['duplicate'],
    })
  })

  it('are not made of users that are no people', () => {
    const service = {...leeOnApp, person: {email: 'crew@herokumanager.com'}}
    const nobody = {holds: token.holds, id: token.id, kind: token.kind, place: token.place}
    assert.deepEqual(of('email\nann@example.com', {}, [service, nobody]), {})
  })
})
