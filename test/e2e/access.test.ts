import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {AccessReview} from '../../src/access/access-review.js'

import {app, NOW, space, team, world} from '../fixtures/build.js'
import {stderrText, temporaryFolder, withServer} from './run.js'

const later = {CLOCK: new Date(Date.parse(NOW) + 60_000).toISOString()}
const by = ['--by', 'rita@example.com']

/** A team of two, one of whom also has access to its app. */
function crew() {
  const vault = space('vault', {team: 'acme'})
  const members = [
    {email: 'lead@example.com', role: 'admin'},
    {email: 'gone@example.com', role: 'member'},
  ]
  return structuredClone(
    world({
      apps: [app('calm', {collaborators: ['lead@example.com'], space: vault, team: 'acme'})],
      spaces: [vault],
      teams: [team('acme', {members, role: 'admin'})],
    }),
  )
}

/** The document of a review with a decision in each row: who left is removed. */
function filled(csv: string): string {
  const [head = '', ...rows] = csv.trimEnd().split('\r\n')
  const column = head.split(',').indexOf('decision')
  const fill = (row: string): string => {
    const cells = row.split(',')
    cells[column] = row.includes('gone@example.com') ? 'remove' : 'keep'
    cells[column + 2] = 'as agreed'
    return cells.join(',')
  }
  return [head, ...rows.map(row => fill(row))].join('\r\n')
}

describe('a review of access', () => {
  it('goes from a reading to a removal that a later reading shows', async () => {
    const account = crew()
    await withServer(account, async run => {
      const cwd = await temporaryFolder('access')
      const access = (...args: readonly string[]) => run(['compliance:access', ...args], {cwd})
      const begun = await access('--team', 'acme', '--output', 'access.csv')
      assert.equal(begun.code, 3, begun.stderr)
      writeFileSync(path.join(cwd, 'access.csv'), filled(readFileSync(path.join(cwd, 'access.csv'), 'utf8')))
      const decided = await access('--decisions', 'access.csv', ...by)
      assert.match(decided.stdout, /0 grants of \d+ open/, decided.stderr)
      const completed = await access('--complete', ...by)
      assert.equal(completed.code, 3, completed.stderr)
      assert.match(completed.stdout, /heroku compliance:fix --access-review access-review\.json/)

      // Without a scope, what the review is of is read, and not the app of the environment.
      const verify = () => run(['compliance:access', '--verify'], {cwd, env: {...later, HEROKU_APP: 'calm'}})
      const open = await verify()
      assert.equal(open.code, 1, open.stderr)
      assert.match(open.stdout, /heroku members:remove gone@example\.com --team acme/)
      account.teams[0]?.members.pop()
      const done = await verify()
      assert.equal(done.code, 0, done.stderr)
    })
  })

  it("can't be completed while a list is forbidden", async () => {
    const account = {...crew(), faults: [{fault: {status: 403}, path: '/teams/acme/members'}]}
    await withServer(account, async run => {
      const cwd = await temporaryFolder('access')
      const access = (...args: readonly string[]) => run(['compliance:access', ...args], {cwd})
      const begun = await access('--team', 'acme')
      assert.equal(begun.code, 3, begun.stderr)
      await access('--keep', 'open', '--why', 'needed', ...by)
      const refused = await access('--complete', ...by)
      assert.deepEqual([refused.code, refused.stdout], [2, ''])
      assert.match(stderrText(refused), /The review can't be completed: 1 list couldn't be read\./)
      const review = JSON.parse(readFileSync(path.join(cwd, 'access-review.json'), 'utf8')) as AccessReview
      assert.equal(review.completed, undefined)
      assert.ok(!existsSync(path.join(cwd, 'access-review.csv')))
    })
  })
})
