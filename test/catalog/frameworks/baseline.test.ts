import assert from 'node:assert/strict'

import {readCatalogFile} from '../../../src/catalog/catalog-files.js'

const {controls} = readCatalogFile<{
  readonly controls: ReadonlyArray<{
    readonly id: string
    readonly dataClass?: string
    readonly checks: readonly string[]
    readonly kind: string
    readonly note?: string
    readonly source: {readonly section: string}
  }>
}>('./frameworks/baseline.json')

/** The checks of heroku-guardian, and what stands in their place; where nothing can be read, a question. */
const replaced: Readonly<Record<string, readonly string[]>> = {
  private_space_check: ['apps-run-in-a-private-space'],
  build_pack_check: ['apps-use-official-buildpacks'],
  internal_routing_check: ['public-apps-are-declared'],
  add_on_check: [
    'addons-come-from-heroku-or-an-allowed-vendor',
    'teams-restrict-add-ons',
    'allowed-add-ons-are-declared',
  ],
  untrusted_plan_check: ['postgres-is-highly-available', 'key-value-store-is-highly-available'],
  locked_app_check: ['apps-belong-to-a-team', 'team-apps-are-locked'],
  approved_stack_image_check: ['apps-run-on-a-supported-stack'],
  maintenance_mode_check: ['apps-have-two-web-dynos'],
  domain_name_check: ['custom-domains-have-a-certificate', 'certificates-cover-their-domains'],
  config_vars_check: [],
  tls_configuration_check: ['strict-tls-is-on'],
  ip_range_check: ['trusted-ips-are-not-open', 'trusted-ips-are-applied'],
  check_email: ['members-are-named-people'],
  check_sfdc_email: ['members-are-from-allowed-domains', 'collaborators-are-from-allowed-domains'],
  check_sso: ['members-of-single-sign-on-teams-are-federated'],
  check_mfa: ['team-members-use-mfa', 'account-uses-mfa'],
  check_sso_preferred: ['teams-use-single-sign-on', 'single-sign-on-certificate-is-current'],
}

describe('the baseline', () => {
  it('has a row for each check of heroku-guardian, with ours in its place', () => {
    const names = Object.keys(replaced)
    const specifications = controls.slice(0, names.length)
    assert.deepEqual(
      specifications.map(({source}) => source.section),
      names.map(name => `Check ${name}`),
    )
    assert.deepEqual(
      specifications.map(row => row.checks),
      Object.values(replaced),
    )
    for (const [index, name] of names.entries())
      assert.match(specifications[index]?.note ?? '', new RegExp(`^In place of heroku-guardian's ${name}\\b`))
  })

  it('numbers its rows from one', () => {
    assert.deepEqual(
      controls.map(({id}) => id),
      controls.map((_, index) => `BASELINE-${index + 1}`),
    )
  })

  it('asks no space, Shield, region or rollback of an app whose data nobody declared', () => {
    const demanding = new RegExp(
      [
        '^(?:apps-run-in-|data-is-stored-|dynos-are-|data-plans-|services-are-)',
        '-is-shield$',
        '-is-in-a-private-network$',
        '^postgres-can-be-rolled-back$',
        '^peerings-',
        '^vpns-',
      ].join('|'),
    )
    assert.deepEqual(
      controls
        .filter(({dataClass}) => !dataClass)
        .flatMap(({checks}) => checks)
        .filter(id => demanding.test(id)),
      [],
    )
  })

  it('names each check once', () => {
    const all = controls.flatMap(({checks}) => checks)
    assert.deepEqual(
      all.filter((id, index) => all.indexOf(id) !== index),
      [],
    )
  })
})
