import assert from 'node:assert/strict'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Kept} from '../../src/guard/judge.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'

import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {judgeCommand} from '../../src/guard/judge.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'
import {herokuCommand} from '../helpers/commands.js'

describe('the judgment of a command', () => {
  let catalog: Catalog
  const read = (scope: Scope) => collectWorld(sample(), scope, ['baseline', 'pci'])
  let everything: Snapshot
  before(async () => {
    catalog = await selectCatalog(['baseline', 'pci'])
    everything = await read({kind: 'all'})
  })

  async function judge(line: string, ...kept: readonly Kept[]) {
    return judgeCommand(await herokuCommand(`heroku ${line}`), kept, catalog, {
      allowUnknown: false,
      failOn: 'high',
      scopeKind: 'snapshot',
      strict: false,
      version: '0.0.0',
    })
  }

  const summaryOf = async (line: string, ...kept: readonly Kept[]) => {
    const {finding} = await judge(line, ...kept)
    return finding.kind === 'unclear' ? finding.doubt : finding.kind
  }

  it('is worse where something would fail, and says by which facts', async () => {
    const {finding, snapshot} = await judge('addons:attach citation-pay-db -a badge-demo', everything)
    assert.equal(snapshot, everything)
    assert.deepEqual(finding.kind === 'worse' && finding.change.comparison.newlyFailing.map(({check}) => check), [
      'addons-stay-inside-one-boundary',
      'borrowed-databases-use-a-credential-of-their-own',
    ])
  })

  it('is that the target of a promotion fails, where it does as it is configured', async () => {
    const {finding} = await judge('pipelines:promote -a citation-pay-staging', everything)
    assert.equal(finding.kind, 'target-fails')
    assert.ok(finding.failures.length > 0)
  })

  it('is no worse where nothing would', async () => {
    assert.equal(await summaryOf('addons:attach citation-pay-db -a citation-pay --as SECOND', everything), 'no-worse')
  })

  it('is unclear without facts, and for a command whose effect is not known', async () => {
    assert.equal(await summaryOf('apps:lock -a citation-pay'), 'not-kept')
    assert.equal(await summaryOf('pg:psql -a citation-pay', everything), 'not-modeled')
  })

  it('is unclear where Heroku would refuse the command by the facts', async () => {
    assert.equal(await summaryOf('addons:detach NONE -a citation-pay', everything), 'impossible')
  })

  it('is unclear where a part of it cannot be known before it is done', async () => {
    assert.equal(
      await summaryOf('members:add new@example.com --team quillgate --role member', everything),
      'undetermined',
    )
  })

  it('is unclear where what it changes could not be read', async () => {
    const facts = everything.facts.map(fact =>
      fact.path === '/apps/citation-pay/formation'
        ? {at: fact.at, gap: {reason: 'forbidden'} as const, kind: fact.kind, path: fact.path, status: 403}
        : fact,
    )
    const finding = await summaryOf('ps:scale web=1 -a citation-pay', {...everything, facts})
    assert.ok(['not-in-facts', 'unseen'].includes(finding), finding)
  })

  it('is unclear where a fact is missing that an assessment reads', async () => {
    const facts = everything.facts.filter(({path}) => path !== '/apps/badge-demo/features')
    const finding = await summaryOf('addons:attach citation-pay-db -a badge-demo', {...everything, facts})
    assert.equal(finding, 'not-in-facts')
  })

  describe('by a snapshot of a part of the account', () => {
    const cases: ReadonlyArray<readonly [scope: Scope, line: string, expected: string]> = [
      [{kind: 'app', name: 'citation-pay'}, 'ps:scale web=1 -a citation-pay', 'worse'],
      [{kind: 'space', name: 'quill-vault'}, 'ps:scale web=1 -a citation-pay', 'worse'],
      [{kind: 'team', name: 'quillgate'}, 'ps:scale web=1 -a citation-pay', 'worse'],
      [{kind: 'app', name: 'badge-demo'}, 'ps:scale web=1 -a citation-pay', 'not-in-facts'],
      [{kind: 'team', name: 'quillgate'}, 'addons:attach citation-pay-db -a badge-demo', 'not-in-facts'],
      [{kind: 'app', name: 'citation-pay'}, 'addons:attach citation-pay-db -a citation-pay --as SECOND', 'no-worse'],
      [{kind: 'team', name: 'quillgate'}, 'addons:attach citation-pay-db -a citation-pay --as SECOND', 'no-worse'],
      [{kind: 'space', name: 'quill-vault'}, 'members:add new@example.com -t quillgate -r member', 'undetermined'],
      [{kind: 'app', name: 'citation-pay'}, 'members:add new@example.com -t quillgate -r member', 'not-in-facts'],
      [{kind: 'team', name: 'quillgate'}, 'keys:clear', 'not-in-facts'],
    ]
    for (const [scope, line, expected] of cases)
      it(`of ${scope.kind} ${scope.name ?? ''} on ${line} is ${expected}`, async () => {
        assert.equal(await summaryOf(line, await read(scope)), expected)
      })
  })

  it('is by the newest that has what the command is about', async () => {
    const other = await read({kind: 'app', name: 'badge-demo'})
    const own = await read({kind: 'app', name: 'citation-pay'})
    const {finding, snapshot} = await judge('ps:scale web=1 -a citation-pay', other, 'damaged', own, everything)
    assert.deepEqual([finding.kind, snapshot], ['worse', own])
  })

  it('says what is wrong with one rather than that another has nothing of it', async () => {
    const other = await read({kind: 'app', name: 'badge-demo'})
    const line = 'ps:scale web=1 -a citation-pay'
    assert.equal(await summaryOf(line, other, 'damaged', other), 'damaged')
    assert.equal(await summaryOf(line, 'damaged', other), 'damaged')
  })

  it('reads no more of them than it needs', async () => {
    const kept = (function* () {
      yield everything
      assert.fail('read another one')
    })()
    const command = await herokuCommand('heroku ps:scale web=1 -a citation-pay')
    const {finding} = judgeCommand(command, kept, catalog, {
      allowUnknown: false,
      failOn: 'high',
      scopeKind: 'snapshot',
      strict: false,
      version: '0.0.0',
    })
    assert.equal(finding.kind, 'worse')
  })
})
