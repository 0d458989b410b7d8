import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import {manifest} from '../tools/manifest.js'

interface Flag {
  readonly description?: string
  readonly name: string
}

interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly args: Readonly<Record<string, Flag>>
        readonly description?: string
        readonly examples?: readonly string[]
        readonly flags: Readonly<Record<string, Flag>>
        readonly id: string
      }
    >
  >
}

/** Words as the host writes them: in lower case but for names, and without a full stop. */
const isFragment = (text = '') => /^(?:[a-z`"']|[A-Z]{2,})/.test(text) && !text.endsWith('.')

describe('oclif.manifest.json', () => {
  let text: string
  let commands: Manifest['commands']

  before(async () => {
    text = await manifest()
    commands = (JSON.parse(text) as Manifest).commands
  })

  it('is what the commands say', () => {
    assert.equal(readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'), text)
  })

  it('has all commands in the topic compliance', () => {
    const ids = Object.keys(commands)
    assert.ok(
      ['compliance', 'compliance:check', 'compliance:cjis', 'compliance:collect', 'compliance:pci'].every(id =>
        ids.includes(id),
      ),
    )
    assert.ok(ids.every(id => id === 'compliance' || id.startsWith('compliance:')))
  })

  it('has a description that begins with one line for every command', () => {
    for (const {description, id} of Object.values(commands)) {
      const [summary = ''] = (description ?? '').split('\n')
      assert.ok(isFragment(summary) && summary.length <= 80, `${id}: ${description ?? 'none'}`)
    }
  })

  it('has an example for every command, of that command', () => {
    for (const {examples = [], id} of Object.values(commands)) {
      assert.ok(examples.length > 0, id)
      for (const example of examples) assert.match(example, /<%= command\.id %>/, id)
    }
  })

  it('has a description for every flag and argument', () => {
    for (const {args, flags, id} of Object.values(commands))
      for (const {description, name} of [...Object.values(flags), ...Object.values(args)]) {
        assert.ok(isFragment(description), `${id} ${name}: ${description ?? 'none'}`)
      }
  })

  it('has no example that fills a line of eighty', () => {
    for (const {examples = [], id} of Object.values(commands))
      for (const example of examples) {
        const typed = example.replace('<%= config.bin %>', 'heroku').replace('<%= command.id %>', id)
        assert.ok(typed.length <= 76, typed)
      }
  })
})
