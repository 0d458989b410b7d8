import path from 'node:path'

import type {McpFlags} from '../flags.js'

import {isFilePath} from '../../catalog/select-frameworks.js'
import {defaultPolicyFile} from './load-policy.js'

/** What a person reads who starts the server by hand: what it is, and how a client starts it. */
export function clientSettings(flags: McpFlags, hasPolicy: boolean): string {
  const settings = {mcpServers: {'heroku-compliance': {args: serverArguments(flags, hasPolicy), command: 'heroku'}}}
  return [
    'This is a server of the Model Context Protocol. It waits for a client to send',
    'requests on stdin. Put this into the settings of the client; Ctrl+C ends it.',
    '',
    JSON.stringify(settings, null, 2),
  ].join('\n')
}

/** The same flags with absolute paths, because a client starts the server in a folder of its own. */
function serverArguments(
  {framework = [], now, policy, report, sample, snapshot = []}: McpFlags,
  hasPolicy: boolean,
): string[] {
  const file = policy ?? (hasPolicy ? defaultPolicyFile : undefined)
  return [
    'compliance:mcp',
    ...snapshot.flatMap(name => ['--snapshot', path.resolve(name)]),
    ...(report === undefined ? [] : ['--report', path.resolve(report)]),
    ...(sample ? ['--sample'] : []),
    ...framework.flatMap(name => ['--framework', isFilePath(name) ? path.resolve(name) : name]),
    ...(file === undefined ? [] : ['--policy', path.resolve(file)]),
    ...(now === undefined ? [] : ['--now', now]),
  ]
}
