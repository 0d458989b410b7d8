import type {Config} from '@oclif/core/interfaces'

import type {DataHost, Get} from '../../api/http.js'

import {herokuGet} from '../../api/heroku-client.js'
import {UserError} from '../../foundation/user-error.js'

const timeout = 30_000

/**
 * The host's API client with its login, loaded only now because that costs half a second.
 *
 * @param signal hangs up on whatever is being asked
 * @throws UserError where nobody is logged in, or the token would be sent to a host that is none of Heroku's
 */
export async function hostClient(config: Config, signal?: AbortSignal): Promise<Get> {
  const hosts = dataHosts(process.env)
  const {APIClient} = await import('@heroku-cli/command/lib/api-client.js')
  const client = new APIClient(config, {debug: false, preauth: false})
  if (!(await client.getAuth()))
    throw new UserError('You are not logged in.', 'Run heroku login, or set HEROKU_API_KEY.')
  return herokuGet(client, timeout, hosts, signal)
}

/** The domains and the names that the host's client sends its token to; of the data services' host it asks nothing. */
const domains = ['heroku.com', 'herokai.com', 'herokuspace.com', 'herokudev.com']
const loopback = ['localhost', '127.0.0.1']

const isHerokuDomain = (host: string) => domains.some(domain => host === domain || host.endsWith(`.${domain}`))
const isTrustedHost = (host: string) => /^[a-z\d.-]+$/.test(host) && (loopback.includes(host) || isHerokuDomain(host))

/**
 * The hosts of the data services, by the variables that the host's own commands obey.
 *
 * @throws UserError for a host that is none of Heroku's: it would be sent the token
 */
export function dataHosts(env: Readonly<Record<string, string | undefined>>): Record<DataHost, string> {
  const hostFrom = (serviceVariable: string) => {
    const variable = ['HEROKU_DATA_HOST', serviceVariable].find(candidate => env[candidate])
    const value = variable === undefined ? undefined : env[variable]
    if (variable === undefined || value === undefined) return 'api.data.heroku.com'
    if (isTrustedHost(value.toLowerCase())) return value
    const hint = `Unset it, or name a host of ${domains.join(', ')}.`
    throw new UserError(`${variable} is no host of Heroku's: your token would be sent there.`, hint)
  }

  return {data: hostFrom('HEROKU_POSTGRESQL_HOST'), redis: hostFrom('HEROKU_REDIS_HOST')}
}
