import assert from 'node:assert/strict'

import type {FactKind, FactTypes} from '../../src/model/facts.js'
import type {Fact, Snapshot} from '../../src/model/snapshot.js'

import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {papersOf, textOf} from './support.js'

/** Facts of a month before, of which some kinds were other. */
function earlier(changes: {
  [K in FactKind]?: (body: FactTypes[K], path: string) => FactTypes[K] | undefined
}): Snapshot {
  const {facts, ...rest} = loadSample()
  return {
    ...rest,
    facts: facts.map((fact): Fact => {
      const old = {...fact, at: '2026-10-20T12:00:00.000Z'}
      const change = changes[fact.kind] as ((body: unknown, path: string) => unknown) | undefined
      if (!change || fact.body === undefined) return old
      const body = change(fact.body, fact.path)
      const {at, kind, path} = old
      return body === undefined ? {at, gap: {reason: 'forbidden'}, kind, path, status: 403} : ({...old, body} as Fact)
    }),
  }
}

const changesOf = async (previous: Snapshot) =>
  textOf(await papersOf({previous}), 'scope.md').split('## What changed\n\n')[1] ?? ''

describe('what changed in the scope', () => {
  it('is not said without earlier facts', async () => {
    assert.match(textOf(await papersOf(), 'scope.md'), /No earlier facts were given: `--previous FILE`/)
  })

  it('is nothing where the facts are the same', async () => {
    assert.match(
      await changesOf(earlier({})),
      /^Since 2026-10-20T12:00:00\.000Z: nothing that was seen both times changed\.\n\nSome lists could not be read/,
    )
  })

  it('names what appeared, what is gone, and what changed', async () => {
    const text = await changesOf(
      earlier({
        apps: apps =>
          apps.map(app => (app.name === 'quillgate-www' ? {...app, stack: {id: 's', name: 'heroku-20'}} : app)),
        webhooks: hooks => [...hooks, {id: 'old-hook', target: {host: 'old.example.com', scheme: 'https'}}],
        domains: (domains, path) =>
          path.includes('quillgate-www') ? domains.filter(({kind}) => kind === 'heroku') : domains,
      }),
    )
    assert.match(text, /\d+ appeared, \d+ gone, \d+ changed\./)
    assert.match(text, /\nAppeared:\n(?:.*\n)*- domain `www\.quillgate\.example\.com`\n/)
    assert.match(text, /\nGone:\n\n- webhook `old\.example\.com \(.*\/old-hook\)`\n/)
    assert.match(text, /\n\| app \| `quillgate-www` \| version \| `heroku-20` \| `[^`]+` \|\n/)
  })

  it('is no change where a value or a list was not seen one of the times', async () => {
    const text = await changesOf(earlier({webhooks: () => undefined, postgres: () => undefined}))
    assert.match(text, /Some lists could not be read .*: .*webhook/)
    assert.doesNotMatch(text, /\| addon \|.*version/)
    assert.match(text, /- webhook `/)
  })

  it('warns where another account read the earlier facts', async () => {
    assert.doesNotMatch(await changesOf(earlier({})), /Another account/)
    assert.match(await changesOf(earlier({account: account => ({...account, id: 'other'})})), /^Another account read/m)
  })
})
