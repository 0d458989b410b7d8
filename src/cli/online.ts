import type {Config} from '@oclif/core/interfaces'

import type {DataHost, Get} from '../collect/http.js'

import {herokuGet} from '../collect/heroku-get.js'
import {UserError} from '../model/errors.js'

const timeout = 30_000

/**
 * The host's API client with its login, loaded only now because that costs half a second.
 *
 * @throws UserError where nobody is logged in
 */
export async function online(config: Config): Promise<Get> {
  const {APIClient} = await import('@heroku-cli/command/lib/api-client.js')
  const client = new APIClient(config, {debug: false, preauth: false})
  if (!await client.getAuth()) throw new UserError('You are not logged in.', 'Run heroku login, or set HEROKU_API_KEY.')
  return herokuGet(client, timeout, dataHosts(process.env))
}

/** The hosts of the data services, by the variables that the host's own commands obey. */
export function dataHosts(env: Readonly<Record<string, string | undefined>>): Record<DataHost, string> {
  const host = (own: string) => [env['HEROKU_DATA_HOST'], env[own]].find(Boolean) ?? 'api.data.heroku.com'
  return {data: host('HEROKU_POSTGRESQL_HOST'), redis: host('HEROKU_REDIS_HOST')}
}
