import type {Subject} from '../../model/subject.js'

import {known} from './diagram-facts.js'

const serviceNames: Readonly<Record<string, string>> = {
  'heroku-kafka': 'Apache Kafka on Heroku',
  'heroku-postgresql': 'Heroku Postgres',
  'heroku-redis': 'Heroku Key-Value Store',
  herokuconnect: 'Heroku Connect',
}

/** What an add-on is: its service, plan and version. */
export function storeText(addon: Subject): string[] {
  const [service, plan, version] = ['service', 'plan', 'version'].map(name => known(addon, name))
  const tier = plan?.slice(plan.indexOf(':') + 1)
  return [
    service === undefined ? 'service not seen' : (serviceNames[service] ?? service),
    [tier ?? 'plan not seen', ...(version === undefined ? [] : [`version ${version}`])].join(', '),
  ]
}
