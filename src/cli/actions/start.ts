import type {Config} from '@oclif/core/config'
import type {NextStep} from '../../report/text/next-steps.js'

import {fileExists} from '../../files/file-exists.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {shellQuote} from '../../foundation/shell.js'
import {defaultPolicyFile} from './load-policy.js'

/** What is known of the working folder without a request. */
export interface WorkingFolder {
  /** The app of its only git remote on Heroku, or of HEROKU_APP. */
  readonly app?: string | undefined
  readonly hasPolicy: boolean
  /** The guard in force, in one line. */
  readonly guard?: string | undefined
}

/** What to type first: before a deploy, and for an audit. */
export const startText = async (config: Pick<Config, 'cacheDir' | 'home'>): Promise<string> =>
  startPage(await workingFolder(config))

/** The page for a working folder, in at most 22 lines of 80 columns. */
export function startPage({app, guard, hasPolicy}: WorkingFolder): string {
  const appFlag = `--app ${app === undefined ? 'APP' : shellQuote(app)}`
  const found = [...(app === undefined ? [] : [`the app ${app}`]), ...(hasPolicy ? [defaultPolicyFile] : [])]
  return [
    'Can these apps hold regulated data? This only reads, never sees config vars, and',
    "never passes what it couldn't look at.",
    ...(found.length === 0 ? [] : [sanitizeLine(`Found here: ${found.join(' and ')}.`)]),
    ...(guard === undefined ? [] : [sanitizeLine(guard)]),
    '',
    'Before a deploy',
    ...rows([
      {about: 'what fails, and how to fix it', command: `check ${appFlag}`},
      {about: 'the commands that fix it', command: `fix ${appFlag}`},
      {about: 'what a command would change', command: "what-if 'COMMAND'"},
      {about: 'a made-up account; no login', command: 'check --sample'},
      {about: 'what got worse since OLD', command: 'diff OLD NEW'},
    ]),
    '',
    'For an audit',
    ...rows([
      ...(hasPolicy ? [] : [{about: 'draft compliance.yml', command: 'init --team TEAM'}]),
      {about: 'answer what no API shows', command: 'review --team TEAM'},
      {about: 'every control of PCI DSS', command: 'pci --team TEAM'},
      {about: 'every control of CJIS', command: 'cjis --team TEAM'},
      {about: 'a bundle to hand over', command: 'evidence --team TEAM -o e.zip'},
      {about: 'a saved report, rendered', command: 'report FILE'},
      {about: 'a report for an AI assistant', command: 'mcp --report FILE'},
      {about: 'frameworks and controls', command: 'controls'},
    ]),
    '',
    'For flags: heroku help compliance:check. To update: heroku plugins:update',
    '',
  ].join('\n')
}

const commandWidth = 51

function rows(steps: readonly NextStep[]): string[] {
  return steps.map(({about, command}) => {
    const text = sanitizeLine(`  heroku compliance:${command}`)
    // A long name leaves no room for the explanation.
    return text.length > commandWidth - 2 ? text : `${text.padEnd(commandWidth)}${about}`
  })
}

async function workingFolder(config: Pick<Config, 'cacheDir' | 'home'>): Promise<WorkingFolder> {
  const app = await appHere()
  // Imported late: it knows what each command does.
  const {guardLineHere} = await import('../guard/guard-status.js')
  return {app, guard: await guardLineHere(config, app), hasPolicy: isThere(defaultPolicyFile)}
}

async function appHere(): Promise<string | undefined> {
  if (process.env['HEROKU_APP']) return process.env['HEROKU_APP']
  try {
    const {configRemote, getGitRemotes} = await import('@heroku-cli/command/lib/git.js')
    const [remote, ...others] = getGitRemotes(configRemote())
    return others.length === 0 ? remote?.app : undefined
  } catch {
    return undefined
  }
}

function isThere(file: string): boolean {
  try {
    return fileExists(file)
  } catch {
    return false
  }
}
