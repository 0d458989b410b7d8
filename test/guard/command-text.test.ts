import assert from 'node:assert/strict'

import type {FlagDefinition} from '../../src/model/heroku-command.js'

import {effects} from '../../src/changes/effects.js'
import {recordedCommand} from '../../src/catalog/host-commands.js'
import {parseCommand} from '../../src/cli/io/heroku-commands.js'
import {showCommand} from '../../src/guard/command-text.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {herokuCommand} from '../helpers/commands.js'

const {facts} = loadSample()
const shown = async (line: string) => showCommand(await herokuCommand(line), facts)

describe('a command as it is shown', () => {
  it('is whole where it names only what the facts know', async () => {
    for (const text of [
      'heroku addons:attach citation-pay-db --app badge-demo',
      'heroku spaces:topology --space quill-vault',
      'heroku members --team quillgate',
    ])
      assert.deepEqual(await shown(text), {isWhole: true, text})
  })

  it('keeps switches, and the names of apps that no facts know', async () => {
    assert.deepEqual(await shown('heroku addons:destroy citation-pay-db --force -a new-app'), {
      isWhole: true,
      text: 'heroku addons:destroy citation-pay-db --app new-app --force',
    })
  })

  it('leaves out what could be a secret', async () => {
    for (const [line, text] of [
      ['heroku drains:add https://u:p@logs.example.com -a badge-demo', 'heroku drains:add ... --app badge-demo'],
      ['heroku ps:scale web=2 worker=1 -a badge-demo', 'heroku ps:scale ... --app badge-demo'],
      [
        'heroku addons:attach citation-pay-db --as KEY -a badge-demo',
        'heroku addons:attach citation-pay-db ... --app badge-demo',
      ],
      ['heroku apps:lock --app S3CRET', 'heroku apps:lock ...'],
      ['heroku members --team unknown', 'heroku members ...'],
    ] as const) {
      const result = await shown(line)
      assert.equal(result.isWhole, false, line)
      assert.deepEqual(result.text.split(' ').sort(), text.split(' ').sort(), line)
    }
  })

  it('shows no value of any flag or argument of a modeled command that the facts do not know', async () => {
    const canary = 'https://CANARY:CANARY@example.com/?k=CANARY'
    const valueOf = ({options}: Pick<FlagDefinition, 'options'>) => options?.[0] ?? canary
    for (const id of Object.keys(effects)) {
      const definition = recordedCommand(id)
      assert.ok(definition, id)
      const flags = definition.flags.flatMap(flag =>
        flag.takesValue ? [`--${flag.name}`, valueOf(flag)] : [`--${flag.name}`],
      )
      const args = definition.args.map(arg => arg.options?.[0] ?? canary)
      const more = definition.isOpenEnded ? ['KEY=CANARY', canary] : []
      const command = await parseCommand(definition, [...args, ...more, ...flags])
      for (const known of [facts, []]) assert.doesNotMatch(showCommand(command, known).text, /CANARY|example/, id)
    }
  })
})
