import type {HerokuCommand} from '../../src/model/heroku-command.js'
import type {ShellWord} from '../../src/parsing/shell-script.js'

import {recordedCommand} from '../../src/catalog/host-commands.js'
import {parseCommand} from '../../src/cli/io/heroku-commands.js'
import {shellCommands} from '../../src/parsing/shell-script.js'

/** A command line such as `heroku drains:add https://logs.example.com -a web`, parsed as the Heroku CLI would. */
export async function herokuCommand(line: string): Promise<HerokuCommand> {
  const [program, name = '', ...argv] = (shellCommands(line)[0]?.words ?? []).map(word => wordText(word))
  const definition = program === 'heroku' ? recordedCommand(name) : undefined
  if (!definition) throw new Error(`${line} is no command on record`)
  return parseCommand(definition, argv)
}

/** A variable stays as it is written. */
const wordText = (word: ShellWord): string =>
  word.map(part => ('text' in part ? part.text : `$${'variable' in part ? part.variable : ''}`)).join('')
