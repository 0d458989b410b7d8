import {account, addon, app, authorization, identityProvider, pipeline, postgres, space, team, world} from './build.js'
import type {World} from './types.js'

/** Strings that a terminal, a file format or a program may trip over, by what they try. */
export const HOSTILE: Record<string, string> = {
  colour: '\u001B[31mred\u001B[0m',
  clear: '\u001B[2J\u001B[H',
  title: '\u001B]0;owned\u0007',
  link: '\u001B]8;;https://evil.example.com\u001B\\click\u001B]8;;\u001B\\',
  eightBit: '\u009B31mred',
  newline: 'first\nPASS everything is fine',
  workflow: 'x\n::error file=a.ts::owned',
  carriage: 'fail\rpass',
  nul: 'nul\u0000byte',
  backspace: 'fail\b\b\b\bpass',
  tab: 'a\tb',
  rightToLeft: 'gpj.\u202Eexe',
  isolate: '\u2066evil\u2069',
  zeroWidth: 'pay\u200B-web',
  bom: '\uFEFFpay',
  separator: 'a\u2028b\u2029c',
  surrogate: 'half\uD800',
  zalgo: `z${'\u0335\u0360'.repeat(40)}`,
  emoji: '👩‍👩‍👧‍👦🏴‍☠️',
  wide: '支払い',
  script: '<script>alert(1)</script>',
  attribute: '"><img src=x onerror=alert(1)>',
  closing: '</script><!-- ]]>',
  entity: '&lt;b&gt; &amp;',
  formula: '=HYPERLINK("https://evil.example.com")',
  formulaAt: '@SUM(1+1)',
  formulaPlus: "+1+cmd|' /C calc'!A0",
  formulaMinus: '-2+3',
  markdown: '[click](javascript:alert(1)) `code` **bold** | cell',
  quote: `it's "quoted", with; commas`,
  yaml: '- !!js/function "x": {a: [}',
  path: '../../etc/passwd',
  percent: '100%zz %s %d',
  template: '${process.env.HEROKU_API_KEY} {{constructor}}',
  prototype: '__proto__',
  constructor_: 'constructor',
  blank: ' ',
  long: 'n'.repeat(10_240),
}

/** A world in which every string that a person can choose is hostile. */
export function hostile(): World {
  const names = Object.values(HOSTILE)
  const at = (i: number) => names[i % names.length] ?? ''
  const provider = identityProvider(at(3), {team: at(0)})
  const home = team(at(0), {
    members: names.map((name, i) => ({email: `${name}@example.com`, role: i === 0 ? 'admin' : 'member'})),
    invitations: names.map(name => ({email: `${name}@example.org`, daysAgo: 30})),
    allowedAddonServices: names,
    identityProvider: provider,
    preferences: {'default-permission': at(5)},
  })
  const spaces = names.map((name, i) =>
    space(name, {
      team: at(0),
      shield: i % 3 === 0,
      trustedIps: ['10.0.0.0/8', name],
      peerings: [{pcx_id: `pcx-${name}`, aws_account_id: name, type: i % 2 ? 'customer-managed' : name}],
      vpns: [{name, publicIp: name}],
      logDrain: `https://${name}.example.com/`,
      members: [`${name}@example.com`],
    }),
  )
  const apps = names.map((name, i) =>
    app(name, {
      team: at(0),
      space: i % 2 ? (spaces[i] ?? null) : null,
      stack: at(i + 1),
      buildpacks: [at(i + 2), `https://${name}.example.com/buildpack`],
      domains: [
        {hostname: name, certificate: at(i + 3)},
        {hostname: `${name}.example.com`, acm: name, reason: name},
      ],
      certificates: [{name: at(i + 3), covers: [name], cert: {subject: name, issuer: name, expires_at: at(i + 4)}}],
      formation: {web: {size: name, command: name}, [name]: 1},
      features: {[name]: true},
      logDrains: [`https://${name}.example.com/`, `syslog://${name}`, name, {addon: name, url: name}],
      webhooks: [`https://${name}.example.com/hook`, name],
      collaborators: [{email: `${name}@example.net`, permissions: [name], role: i % 4 ? 'collaborator' : name}],
      builds: [{by: `${name}@example.com`, stack: name}],
      record: {buildpack_provided_description: name, region: {id: name, name}, web_url: `https://${name}/`},
    }),
  )
  const addons = names.map(name =>
    addon(name, {
      app: name,
      plan: `heroku-postgresql:${name}`,
      as: name,
      compliance: [name],
      state: name,
    }),
  )
  return world({
    account: account(`${at(0)}@example.com`, {name: at(0)}),
    teams: [home],
    identityProviders: [provider],
    spaces,
    apps,
    addons,
    pipelines: names.map((name, i) =>
      pipeline(name, {
        team: at(0),
        stages: {[name]: 'production', [at(i + 1)]: i % 2 ? 'staging' : name},
        reviewApps: {space: name},
      }),
    ),
    authorizations: names.map(name => authorization(name, {scope: [name]})),
    data: Object.assign(
      {},
      ...names.map((name, i) =>
        postgres(name, {
          version: at(i + 1),
          region: name,
          info: {Rollback: name, 'HA Status': name, [name]: name},
          forkedFrom: at(i + 2),
        }),
      ),
    ) as Record<string, unknown>,
  })
}
