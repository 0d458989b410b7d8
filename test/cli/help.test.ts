import assert from 'node:assert/strict'

import {loadCatalog, readFrameworkHeads} from '../../src/catalog/catalog.js'
import {assessingDescription, scopeUsage, withHelp} from '../../src/cli/help.js'
import Check from '../../src/commands/compliance/check.js'
import Evidence from '../../src/commands/compliance/evidence.js'

interface HelpedFlag {
  readonly completion?: {cacheKey: () => Promise<string>; options: () => Promise<string[]>}
  readonly helpGroup?: string
}

describe('the help of a command', () => {
  it('has its flags under headings', () => {
    const groups = Object.values(Check.flags).map(flag => (flag as HelpedFlag).helpGroup)
    assert.deepEqual(
      groups.filter(group => group === undefined),
      [],
    )
    assert.deepEqual([...new Set(groups)].sort(), ['assessment', 'output', 'policy', 'request', 'scope', 'source'])
  })

  it('leaves flags without a heading as they are', () => {
    const flags = {plain: {type: 'boolean'}}
    assert.deepEqual(withHelp(flags), flags)
  })

  it('says which forms there are, and nothing of conflicts', () => {
    assert.deepEqual(
      scopeUsage('--output FILE').map(form => form.replace('<%= command.id %> ', '')),
      [
        '[--app APP | --space SPACE | --team TEAM | --pipeline PIPELINE | --all] --output FILE [FLAGS]',
        '--snapshot FILE... --output FILE [FLAGS]',
        '--sample --output FILE [FLAGS]',
      ],
    )
    assert.equal(Evidence.usage.length, 3)
  })

  it('names every bundled framework by a name that --framework takes, and the exit codes', () => {
    const text = assessingDescription('assess something')
    const names =
      /are\):\n([^]*?)\n\nExit codes/
        .exec(text)?.[1]
        ?.split(/[,\s]+/)
        .filter(name => name !== '') ?? []
    const resolved = loadCatalog(names).frameworks.map(({id}) => id)
    const hidden = ['common-questions']
    assert.deepEqual(
      [...resolved].sort(),
      readFrameworkHeads()
        .map(({id}) => id)
        .filter(id => !hidden.includes(id))
        .sort(),
    )
    for (const code of [0, 1, 2, 3]) assert.match(text, new RegExp(`^ {2}${code}  `, 'm'))
    assert.ok(text.split('\n').every(line => line.length <= 78))
  })

  it('lets autocomplete offer what each flag takes, under keys of its own', async () => {
    const offered = async (name: keyof typeof Check.flags) => (Check.flags[name] as HelpedFlag).completion?.options()
    assert.ok((await offered('framework'))?.includes('pci'))
    assert.ok((await offered('format'))?.includes('sarif'))
    assert.ok((await offered('fail-on'))?.includes('never'))
    assert.ok((await offered('show'))?.includes('attested'))
    assert.ok((await offered('only'))?.includes('postgres-is-shield'))
    assert.equal(await (Check.flags.framework as HelpedFlag).completion?.cacheKey(), 'compliance_frameworks')
    assert.equal(await offered('policy'), undefined)
  })
})
