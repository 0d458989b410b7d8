import assert from 'node:assert/strict'

import type {PlannedChangeResult, Source} from '../../src/mcp/tool.js'
import type {Read} from './support.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {recordedCommand} from '../../src/catalog/host-commands.js'
import {savedWhatIf} from '../../src/cli/actions/saved-what-if.js'
import {callPrepared, maxResultBytes} from '../../src/mcp/call-tool.js'
import {tools} from '../../src/mcp/tools.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {sourceOf} from './support.js'

const snapshot = loadSample()
const catalog = loadCatalog(['baseline', 'sparc'])
const options = {allowUnknown: false, failOn: 'high', scopeKind: 'snapshot', version: '0.0.0'} as const
const saved = sourceOf(assessSnapshot(snapshot, catalog, options))
const whatIf = (commands: string): Promise<PlannedChangeResult> =>
  savedWhatIf({catalog, options, snapshot}, recordedCommand, commands)

async function ask(given: Readonly<Record<string, unknown>>, source: Source = {...saved, whatIf}) {
  const tool = tools.find(({name}) => name === 'what_if') ?? assert.fail()
  const result = await callPrepared(tool, given, source)
  assert.ok(Buffer.byteLength(JSON.stringify(result)) <= maxResultBytes)
  return {isError: result.isError === true, ...(JSON.parse(result.content[0]?.text ?? '') as Read)}
}

const attach = 'heroku addons:attach citation-pay-db --app badge-demo'

describe('what_if', () => {
  it('says what commands would change, worst first, with what was seen under account', async () => {
    const {data, isError} = await ask({commands: `${attach}\nheroku maintenance:on -a badge-demo`})
    const changes = data['changes'] as ReadonlyArray<Readonly<Record<string, unknown>>>
    assert.deepEqual([isError, data['applied'], data['worse']], [false, true, true])
    assert.equal(data['verdict'], 'Would get worse: 2 new failures (1 high, 1 medium)')
    assert.deepEqual(
      changes.map(({check, effect, severity}) => [check, effect, severity]),
      [
        ['addons-stay-inside-one-boundary', 'would fail', 'high'],
        ['borrowed-databases-use-a-credential-of-their-own', 'would fail', 'medium'],
      ],
    )
    assert.match(JSON.stringify(changes[0]?.['account']), /citation-pay-db.*where its apps run: common, shield/)
    assert.ok(!JSON.stringify({...data, account: {}, changes: changes.map(({title}) => title)}).includes('citation'))
    assert.deepEqual(data['account'], {commands: [attach, 'heroku maintenance:on -a badge-demo']})
    assert.deepEqual((data['counts'] as Readonly<Record<string, number>>)['would fail'], 2)
  })

  it('shows no secret of a command', async () => {
    const {data} = await ask({commands: 'drains:add https://u:HIDDEN@logs.example.com/HIDDEN -a badge-demo'})
    assert.equal(data['applied'], true)
    assert.ok(!JSON.stringify(data).includes('HIDDEN'))
  })

  it('says under account why commands can not be applied', async () => {
    for (const [commands, problem] of [
      ['heroku addons:atach x', 'The Heroku CLI has no command addons:atach.'],
      ['heroku maintenance:on', 'The command needs --app.'],
      ['heroku maintenance:on -a badge-dem', 'The snapshot has no app badge-dem.'],
      ['# nothing', 'There is no heroku command in it.'],
    ] as const) {
      const {data, isError} = await ask({commands})
      assert.deepEqual([isError, data['applied'], data['changes']], [false, false, []])
      assert.equal((data['account'] as Readonly<Record<string, unknown>>)['problem'], problem)
    }
  })

  it('is refused without facts, and with arguments that it does not take', async () => {
    assert.match((await ask({commands: attach}, saved)).error ?? '', /report without its facts/)
    assert.equal((await ask({})).error, '"commands" must be a text of 1 to 4000 characters.')
    assert.equal((await ask({commands: 'x'.repeat(4001)})).isError, true)
    assert.equal((await ask({app: 'x', commands: attach})).isError, true)
  })
})
