import type {Config} from '@oclif/core/interfaces'

import type {DataHost, Get} from '../../api/http.js'

import {herokuGet} from '../../api/heroku-client.js'
import {UserError} from '../../foundation/user-error.js'

const timeout = 30_000

/**
 * The API client of the Heroku CLI, with its login. Imported late, because that takes half a second.
 *
 * @param signal aborts the requests in flight
 * @throws UserError where the user isn't logged in, or the token would be sent to a host that isn't Heroku's
 */
export async function hostClient(config: Config, signal?: AbortSignal): Promise<Get> {
  const hosts = dataHosts(process.env)
  const {APIClient} = await import('@heroku-cli/command/lib/api-client.js')
  const client = new APIClient(config, {debug: false, preauth: false})
  if (!(await client.getAuth()))
    throw new UserError('You are not logged in.', 'Run heroku login, or set HEROKU_API_KEY.')
  return herokuGet(client, timeout, hosts, signal)
}

/** Domains that the CLI's own client sends its token to; it doesn't check the host of the data services. */
const domains = ['heroku.com', 'herokai.com', 'herokuspace.com', 'herokudev.com']
const loopback = ['localhost', '127.0.0.1']

const isHerokuDomain = (host: string) => domains.some(domain => host === domain || host.endsWith(`.${domain}`))
const isTrustedHost = (host: string) => /^[a-z\d.-]+$/.test(host) && (loopback.includes(host) || isHerokuDomain(host))

/**
 * The hosts of the data services, by the environment variables that the CLI's own commands use.
 *
 * @throws UserError for a host that isn't Heroku's, because it would receive the token
 */
export function dataHosts(env: Readonly<Record<string, string | undefined>>): Record<DataHost, string> {
  const hostFrom = (serviceVariable: string) => {
    const variable = ['HEROKU_DATA_HOST', serviceVariable].find(candidate => env[candidate])
    const value = variable === undefined ? undefined : env[variable]
    if (variable === undefined || value === undefined) return 'api.data.heroku.com'
    if (isTrustedHost(value.toLowerCase())) return value
    const hint = `Unset it, or use a host of ${domains.join(', ')}.`
    throw new UserError(`${variable} isn't a Heroku host: your token would be sent there.`, hint)
  }

  return {data: hostFrom('HEROKU_POSTGRESQL_HOST'), redis: hostFrom('HEROKU_REDIS_HOST')}
}
