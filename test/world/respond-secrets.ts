import {canary} from './ids.js'
import {appOf} from './respond-apps.js'
import type {Call, Route} from './route.js'

function configVars(call: Call, key: string): Record<string, string> {
  const {record, configVars: own} = appOf(call, key)
  const attached = call.world.attachments.filter(attachment => attachment.app.id === record.id)
  const given = attached.flatMap(attachment =>
    attachment.config_vars.map((name): [string, string] => [
      name,
      `postgres://u:${canary('config-var', attachment.name)}@db.example.com/d`,
    ]),
  )
  return {...Object.fromEntries(given), ...own}
}

function signed(host: string, what: string, key: string): string {
  return `https://${host}.example.com/?signature=${canary(what, key)}`
}

const sso: Route[1] = (_call, key) => ({method: 'get', action: signed('sso', 'sso', key), params: {}})

/** Endpoints that hand out secrets: they answer, so that a test can see who asked. */
export const secretRoutes: Route[] = [
  ['/apps/:/config-vars', configVars],
  ['/apps/:/releases/:/config-vars', configVars],
  [
    '/apps/:/config-vars-settings',
    (call, app) =>
      Object.entries(configVars(call, app)).map(([key, value]) => ({
        key,
        value,
        attachment: null,
        masked: false,
        masking_supported: true,
        value_updated_at: '2026-01-01T00:00:00Z',
      })),
  ],
  ['/addons/:/config', (_call, key) => [{name: 'url', value: canary('addon-config', key)}]],
  ['/addons/:/sso', sso],
  ['/apps/:/addons/:/sso', sso],
  ['/pipelines/:/stage/:/config-vars', (_call, key) => ({TOKEN: canary('stage-config-var', key)})],
  ['/apps/:/slugs/:', (_call, key) => ({blob: {method: 'get', url: signed('slugs', 'slug-blob', key)}})],
  ['/apps/:/build-metadata', (_call, key) => ({cache_get_url: signed('cache', 'build-cache', key)})],
  ['/addon-attachments/:/telemetry-ingress-info', (_call, key) => ({id_token: canary('ingress-token', key)})],
]

const DATA_SECRETS = /\/bastion$|\/tls-endpoint\/certificates\/[^/]+$/

const PATTERNS = secretRoutes.map(([pattern]) => new RegExp(`^${pattern.replaceAll(':', '[^/]+')}$`))

/** Whether a path hands out a secret as its very purpose, so that nobody may ask for it. */
export function isSecretPath(path: string): boolean {
  const [name = ''] = path.split('?')
  return DATA_SECRETS.test(name) || PATTERNS.some(pattern => pattern.test(name))
}
