import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'

import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {jsonString} from '../../src/report/json/json.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sample} from '../fixtures/sample.js'
import {account, addon, app, refuse, team, world} from '../fixtures/build.js'
import {collectWith, rememberOutcomes} from './run.js'

/** A start-up on the Common Runtime, seen by someone who may look at its apps and at little else. */
function startUp(): World {
  return structuredClone(
    world({
      account: account('reader@agency.example.org'),
      teams: [team('petrichor', {members: [{email: 'founder@petrichor.example.com', role: 'admin'}], role: 'viewer'})],
      apps: [
        app('petrichor-api', {
          team: 'petrichor',
          web: 2,
          domains: [{acm: 'ok', hostname: 'api.petrichor.example.com'}],
          acm: true,
        }),
        app('petrichor-jobs', {team: 'petrichor', formation: {worker: 1}, stack: 'heroku-22'}),
        app('petrichor-secret', {team: 'petrichor', invisible: 403}),
      ],
      addons: [
        addon('petrichor-db', {app: 'petrichor-api', plan: 'heroku-postgresql:standard-0', team: 'petrichor'}),
        addon('petrichor-cache', {app: 'petrichor-secret', plan: 'heroku-redis:premium-0', team: 'petrichor'}),
      ],
      faults: [
        refuse(/^\/teams\/petrichor\/(?:members|preferences|invitations)$/),
        refuse(/^\/apps\/[^/]+\/(?:log-drains|sni-endpoints|webhooks|builds|collaborators)$/),
      ],
    }),
  )
}

const stories: Readonly<Record<string, {readonly world: () => World; readonly scope: Scope}>> = {
  'court-vendor': {scope: {kind: 'team', name: 'quillgate'}, world: sample},
  'payment-app': {scope: {kind: 'app', name: 'citation-pay'}, world: sample},
  'start-up-seen-by-a-reader': {scope: {kind: 'team', name: 'petrichor'}, world: startUp},
}

const folder = new URL('../../../test/golden/', import.meta.url)
const catalog = loadCatalog(['pci', 'cjis'])

function kept(story: string, file: string, text: string): string {
  const at = new URL(`${story}/${file}`, folder)
  if (process.env['GOLDEN'] === 'write') {
    mkdirSync(new URL(`${story}/`, folder), {recursive: true})
    writeFileSync(at, text)
  }

  return readFileSync(at, 'utf8')
}

describe('golden files', () => {
  for (const [story, {scope, world: make}] of Object.entries(stories)) {
    it(`match the collected snapshot: ${story}`, async () => {
      const text = snapshotText(await collectWith(rememberOutcomes(make()), scope, catalog))
      assert.equal(text, kept(story, 'snapshot.json', text))
    })

    it(`match the report: ${story}`, () => {
      const snapshot = JSON.parse(readFileSync(new URL(`${story}/snapshot.json`, folder), 'utf8')) as Snapshot
      const text = jsonString(
        assessSnapshot(snapshot, catalog, {
          allowUnknown: false,
          failOn: 'high',
          scopeKind: 'snapshot',
          version: '0.0.0',
        }),
      )
      assert.equal(text, kept(story, 'report.json', text))
    })
  }

  it('cover every story', () => {
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(stories).sort())
  })
})
