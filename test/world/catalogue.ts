import {daysAgo, ref, uuid} from './ids.js'
import type {Named, Raw} from './types.js'

const stamps = {created_at: daysAgo(2000), updated_at: daysAgo(30)}

const REGIONS: Array<[name: string, provider: string, country: string, locale: string, isPrivate: boolean]> = [
  ['us', 'us-east-1', 'United States', 'Virginia', false],
  ['eu', 'eu-west-1', 'Ireland', 'Dublin', false],
  ['virginia', 'us-east-1', 'United States', 'Virginia', true],
  ['ohio', 'us-east-2', 'United States', 'Ohio', true],
  ['california', 'us-west-1', 'United States', 'California', true],
  ['oregon', 'us-west-2', 'United States', 'Oregon', true],
  ['montreal', 'ca-central-1', 'Canada', 'Montreal', true],
  ['dublin', 'eu-west-1', 'Ireland', 'Dublin', true],
  ['frankfurt', 'eu-central-1', 'Germany', 'Frankfurt', true],
  ['paris', 'eu-west-3', 'France', 'Paris', true],
  ['london', 'eu-west-2', 'United Kingdom', 'London', true],
  ['mumbai', 'ap-south-1', 'India', 'Mumbai', true],
  ['singapore', 'ap-southeast-1', 'Singapore', 'Singapore', true],
  ['sydney', 'ap-southeast-2', 'Australia', 'Sydney', true],
  ['tokyo', 'ap-northeast-1', 'Japan', 'Tokyo', true],
]

/** Every region that Heroku offers. */
export function regions(): Named[] {
  return REGIONS.map(([name, provider, country, locale, isPrivate]) => ({
    ...ref('region', name),
    country,
    description: `${locale}, ${country}`,
    locale,
    private_capable: isPrivate,
    provider: {name: 'amazon-web-services', region: provider},
    ...stamps,
  }))
}

/** One stack in a given state. */
export function stack(name: string, state: string): Named {
  return {...ref('stack', name), state, default: name === 'heroku-24', ...stamps}
}

/** The stacks that exist at `NOW`: `heroku-18` is no longer listed, `heroku-20` has ended, `heroku-22` is deprecated. */
export function stacks(): Named[] {
  return [
    stack('heroku-20', 'deprecated'),
    stack('heroku-22', 'deprecated'),
    stack('heroku-24', 'public'),
    stack('heroku-26', 'public'),
    stack('container', 'public'),
    stack('cnb', 'public'),
  ]
}

/** A feature flag of an app, a team or an account. */
export function feature(owner: string, name: string, enabled: boolean): Named {
  return {
    ...ref('feature', `${owner}/${name}`),
    name,
    description: `The feature ${name}.`,
    display_name: name.replaceAll('-', ' '),
    doc_url: `https://devcenter.heroku.com/articles/${name}`,
    enabled,
    feedback_email: 'feedback@example.com',
    state: name.startsWith('http-') || name === 'preboot' ? 'general' : 'public',
    ...stamps,
  }
}

const SERVICES: Record<string, string> = {
  'heroku-applink': 'Heroku AppLink',
  'heroku-events': 'Heroku Events',
  'heroku-inference': 'Heroku Managed Inference and Agents',
  'heroku-kafka': 'Apache Kafka on Heroku',
  'heroku-postgresql': 'Heroku Postgres',
  'heroku-redis': 'Heroku Key-Value Store',
  herokuconnect: 'Heroku Connect',
  scheduler: 'Heroku Scheduler',
}

/** An add-on service in full. */
export function addonService(name: string): Named {
  return {
    ...ref('addon-service', name),
    cli_plugin_name: name in SERVICES && name !== 'scheduler' ? name : null,
    human_name: SERVICES[name] ?? name,
    state: 'ga',
    supports_multiple_installations: true,
    supports_sharing: true,
    supported_generations: [ref('generation', 'cedar'), ref('generation', 'fir')],
    ...stamps,
  }
}

/** A plan in full. Shield plans claim HIPAA and PCI; the others claim nothing. */
export function addonPlan(name: string, compliance?: unknown): Named & {compliance: unknown} {
  const service = name.split(':')[0] ?? name
  const tier = name.split(':')[1] ?? 'test'
  const inside = /private|shield/.test(tier)
  return {
    ...ref('plan', name),
    addon_service: ref('addon-service', service),
    compliance: compliance === undefined ? (tier.startsWith('shield') ? ['HIPAA', 'PCI'] : []) : compliance,
    default: false,
    description: `${SERVICES[service] ?? service} ${tier}`,
    human_name: tier,
    installable_inside_private_network: true,
    installable_outside_private_network: !inside,
    price: {cents: inside ? 120_000 : 5000, contract: inside, metered: false, unit: 'month'},
    space_default: false,
    state: 'public',
    visible: true,
    ...stamps,
  }
}

/** Both generations and what each of them lacks. */
export function generations(): Raw[] {
  const lacking = [
    'shield',
    'trusted-ips',
    'vpn',
    'private-space-logging',
    'nat',
    'peering',
    'log-drains',
    'classic-buildpacks',
    'internal-routing',
  ]
  return [
    ['cedar', ['telemetry-drains', 'cnb-buildpacks']],
    ['fir', lacking],
  ].map(([name, missing]) => ({
    id: uuid('generation', String(name)),
    name,
    unsupported_features: missing,
    expanded_supported_features: [],
    ...stamps,
  }))
}

/** One dyno size. */
export function dynoSize(name: string): Named {
  const inside = /^(private|shield|dyno)-/i.test(name)
  return {
    ...ref('dyno-size', name),
    architecture: name.startsWith('dyno-') ? 'arm64' : 'amd64',
    compute: 1,
    can_autoscale: !/eco|basic|standard/i.test(name),
    cost: null,
    dedicated: inside || /^performance/i.test(name),
    precise_dyno_units: 1,
    memory: 1,
    private_space_only: inside,
    generation: ref('generation', name.startsWith('dyno-') ? 'fir' : 'cedar'),
    infrastructure_tier: inside ? 'private' : 'production',
    product_dyno_tier: inside ? 'private' : 'production',
  }
}
