import {execFileSync, spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {parseArgs} from 'node:util'

import type {GitHubState, Note} from './github.js'

/** What stands in for `gh api`: it acts on the state in the file GH_STATE, as the account that the state names. */
const file = process.env['GH_STATE'] ?? ''
const state = JSON.parse(readFileSync(file, 'utf8')) as GitHubState
const {values, positionals} = parseArgs({
  allowPositionals: true,
  args: process.argv.slice(2),
  options: {
    field: {multiple: true, short: 'F', type: 'string'},
    jq: {type: 'string'},
    method: {type: 'string'},
    paginate: {type: 'boolean'},
    'raw-field': {multiple: true, short: 'f', type: 'string'},
    silent: {type: 'boolean'},
  },
})
const split = (pair: string): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
const given = Object.fromEntries<string>([
  ...(values['raw-field'] ?? []).map(split),
  ...(values.field ?? [])
    .map(split)
    .map(([name, value]): [string, string] => [
      name,
      value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value,
    ]),
])
const [command, endpoint = ''] = positionals

function refuse(message: string): never {
  process.stdout.write(`{"message":"${message}"}`)
  process.stderr.write(`gh: ${message}\n`)
  process.exit(1)
}

/** The nodes that a query asks for, in pages of two, each filtered as gh does. */
function query(text: string): string {
  const isOnComments = text.includes('pullRequest(')
  const nodes: readonly Note[] = isOnComments
    ? (state.pullRequests[Number(given['number'])] ?? refuse('Could not resolve to a PullRequest'))
    : state.issues.filter(issue => issue.state === 'open' && issue.labels.includes('heroku-compliance'))
  const isPaged = values.paginate && text.includes('after: $endCursor') && text.includes('hasNextPage endCursor')
  const pages = [nodes.slice(0, 2), ...(isPaged ? [nodes.slice(2)] : [])]
  return pages.map(page => filtered(page, isOnComments)).join('')
}

function filtered(page: readonly Note[], isOnComments: boolean): string {
  const nodes = page.map(({id, author, body}) => ({
    body,
    databaseId: id,
    number: id,
    viewerDidAuthor: author === state.login,
  }))
  const repository = isOnComments ? {pullRequest: {comments: {nodes}}} : {issues: {nodes}}
  const {stdout, status, stderr, error} = spawnSync('jq', ['-r', values.jq ?? '.'], {
    encoding: 'utf8',
    input: JSON.stringify({data: {repository}}),
  })
  if (error) throw error
  return status === 0 ? stdout : refuse(stderr)
}

function create(list: Note[], extra: object): void {
  list.push(Object.assign({author: state.login, body: given['body'] ?? '', comments: [], id: ++state.lastId}, extra))
}

/** The comments or issues that a path names: a list to add to, or those of which one is changed. */
function listAt(parts: readonly string[]): Note[] {
  const [comments, number] = [Object.values(state.pullRequests).flat(), Number(parts[0])]
  if (parts.length === 0) return state.issues
  if (parts[0] === 'comments') return comments
  if (parts[1] === 'comments')
    return state.pullRequests[number] ?? state.issues.find(({id}) => id === number)?.comments ?? refuse('Not Found')
  return state.issues
}

function write(): void {
  if (state.isReadOnly) refuse('Resource not accessible by integration (HTTP 403)')
  const root = 'repos/acme/pay/issues'
  if (!endpoint.startsWith(root)) refuse('Not Found (HTTP 404)')
  const parts = endpoint
    .slice(root.length + 1)
    .split('/')
    .filter(Boolean)
  const list = listAt(parts)
  if (values.method === 'POST') create(list, {labels: [given['labels[]']], state: 'open', title: given['title']})
  else Object.assign(list.find(({id}) => id === Number(parts.at(-1))) ?? refuse('Not Found (HTTP 404)'), given)
}

state.calls.push({
  args: process.argv.slice(2),
  secrets: Object.keys(process.env).filter(name => /KEY|TOKEN/.test(name)),
})
if (command !== 'api') refuse('unknown command')
if (endpoint.startsWith('repos/acme/pay/tarball/'))
  process.stdout.write(
    state.isUnreadable
      ? refuse('Not Found (HTTP 404)')
      : execFileSync(
          'git',
          ['archive', '--format', 'tar.gz', '--prefix', 'acme-pay-0123456/', endpoint.split('/').at(-1) ?? ''],
          {cwd: state.repository},
        ),
  )
else if (endpoint === 'graphql') process.stdout.write(query(given['query'] ?? ''))
else write()
writeFileSync(file, JSON.stringify(state))
