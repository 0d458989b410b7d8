import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import type {FactUseFinding} from '../../tools/fact-use.js'

import {routes} from '../../src/api/routes.js'
import {readChecks, readFactUse} from '../../src/catalog/catalog.js'
import {factUse, factUseCases, factUseText, run} from '../../tools/fact-use.js'
import {isExhaustive, sampleName, sampleOf} from '../helpers/sweep.js'
import {runInThreads} from '../helpers/threads.js'

const file = new URL('../../../src/catalog/fact-use.json', import.meta.url)
const hint = 'npm run fact-use writes src/catalog/fact-use.json'

/** Kinds whose refusal alone makes nothing unknown, and why. */
const dispensable = {
  accountAddons: 'the add-ons of each app are read in its place',
  accountAttachments: 'the attachments of each app are read in its place',
  spaceMembers: 'a review of access lists it, and no check reads it',
  spaceNat: 'controls list it as a fact, and no check reads it',
  teamPermissions: 'the collaborators of each app are read in its place',
  teamSpaces: "the account's own list of spaces is read in its place",
}

describe('the facts that checks need', () => {
  it('are known for every check', () => {
    assert.deepEqual(
      Object.keys(readFactUse().checks),
      readChecks().map(({id}) => id),
      hint,
    )
    for (const [id, {kinds}] of Object.entries(readFactUse().checks)) assert.ok(kinds.length > 0, id)
  })

  it('include every kind of fact, but for those that others can stand for', () => {
    const {checks, scopes} = readFactUse()
    const used = new Set([...Object.values(checks).flatMap(({kinds}) => kinds), ...Object.values(scopes).flat()])
    assert.deepEqual(
      Object.keys(routes).filter(kind => !used.has(kind as keyof typeof routes)),
      Object.keys(dispensable),
    )
  })

  it('are written a line for each check', () => {
    assert.equal(factUseText(readFactUse()), readFileSync(file, 'utf8'))
  })

  it('are those of the narrowest scope that decides the check, and those of its kind of subject alone', () => {
    const need = (check: string, kind: FactUseFinding['needs'][number]['kind']) => ({check, kind})
    const {checks, scopes} = factUse([
      {decided: [], needs: [need('apps-belong-to-a-team', 'regions')], scope: 'pipeline'},
      {
        decided: ['apps-belong-to-a-team', 'authorizations-expire'],
        needs: [
          need('apps-belong-to-a-team', 'teams'),
          need('authorizations-expire', 'teams'),
          need('authorizations-expire', 'authorizations'),
        ],
        scope: 'all',
      },
      {decided: ['apps-belong-to-a-team'], needs: [need('apps-belong-to-a-team', 'app')], scope: 'app'},
      {decided: ['authorizations-expire'], needs: [need('authorizations-expire', 'teamAuthorizations')], scope: 'team'},
    ])
    assert.deepEqual(checks['apps-belong-to-a-team'], {kinds: ['app', 'regions'], scope: 'app'})
    assert.deepEqual(checks['authorizations-expire'], {kinds: ['authorizations', 'teamAuthorizations'], scope: 'team'})
    assert.deepEqual(scopes, {all: ['teams'], app: [], pipeline: [], space: [], team: []})
  })
})

describe('a refused kind of fact', function () {
  this.timeout(isExhaustive ? 1_800_000 : 120_000)

  it(`makes nothing unknown but what is known to need it${isExhaustive ? ', and all of that' : ''}`, async () => {
    if (isExhaustive) {
      const module = new URL('../../tools/fact-use.js', import.meta.url)
      const findings = await runInThreads<FactUseFinding>(module, factUseCases())
      assert.deepEqual(factUse(findings), readFactUse(), hint)
      return
    }

    const {checks, scopes} = readFactUse()
    const cases = factUseCases().filter(({scope}) => scope.kind === 'app')
    for (const sampled of sampleOf(cases, 1)) {
      const {needs, scope} = await run(sampled)
      assert.deepEqual(
        needs.filter(({check, kind}) => !checks[check]?.kinds.includes(kind) && !scopes[scope].includes(kind)),
        [],
        `${sampleName}; ${hint}`,
      )
    }
  })
})
