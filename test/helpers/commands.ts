import type {HerokuCommand} from '../../src/model/heroku-command.js'

import {recordedCommand} from '../../src/catalog/host-commands.js'
import {parseCommand} from '../../src/cli/io/heroku-commands.js'
import {shellWords} from '../../src/parsing/shell-script.js'

/** A command line such as `heroku drains:add https://logs.example.com -a web`, parsed as the Heroku CLI would. */
export async function herokuCommand(line: string): Promise<HerokuCommand> {
  const [program, name = '', ...argv] = shellWords(line) ?? []
  const definition = program === 'heroku' ? recordedCommand(name) : undefined
  if (!definition) throw new Error(`${line} is no command on record`)
  return parseCommand(definition, argv)
}
