import assert from 'node:assert/strict'

import type {Check} from '../../src/model/check.js'
import type {Subject, Value} from '../../src/model/subject.js'

import {fillRemediation} from '../../src/assess/fill-remediation.js'
import {readChecks, readFields} from '../../src/catalog/catalog.js'
import {createCheckCompiler} from '../../src/catalog/compile.js'

type Fields = Readonly<Record<string, Value>>

/** For each check with variants: fields of a subject, and the words by which the text that it gets is known. */
const cases: Readonly<Record<string, ReadonlyArray<readonly [Fields, string]>>> = {
  'apps-have-a-log-drain': [
    [{generation: 'fir'}, 'telemetry drain'],
    [{generation: 'cedar'}, 'logging add-on'],
  ],
  'apps-have-two-web-dynos': [
    [{isInMaintenanceMode: false, webDynos: 0}, 'off on purpose'],
    [{isInMaintenanceMode: true, webDynos: 1}, 'maintenance mode'],
    [{dynoSizes: ['standard-1x', 'basic'], isInMaintenanceMode: false, webDynos: 1}, 'Eco and Basic'],
    [{dynoSizes: ['eco'], webDynos: 1}, 'Eco and Basic'],
    [{dynoSizes: ['standard-1x'], isInMaintenanceMode: false, webDynos: 1}, 'Scale the web process'],
  ],
  'apps-run-on-a-supported-stack': [
    [{upstreamApp: 'pay-staging'}, 'promote it'],
    [{upstreamApp: 'none'}, 'rebuild the app.'],
    [{}, 'If another app in a pipeline'],
  ],
  'apps-were-built-recently': [
    [{upstreamApp: 'pay-staging'}, 'promote it'],
    [{upstreamApp: 'none'}, 'Redeploy the app'],
    [{}, 'If another app in a pipeline'],
  ],
  'custom-domains-have-a-certificate': [
    [{acm: true, hostname: '*.example.com'}, 'wildcard'],
    [{acm: true, hostname: 'www.example.com'}, 'has issued none'],
    [{acm: false, hostname: 'www.example.com'}, 'Let Heroku manage'],
  ],
  'dynos-are-shield-dynos': [
    [{runtimeClass: 'private'}, 'Create a new app'],
    [{runtimeClass: 'shield'}, 'Set every process'],
  ],
  'log-drains-are-encrypted': [
    [{isTelemetry: true}, 'Change the telemetry drain'],
    [{isTelemetry: false}, 'Add the same drain'],
  ],
  'log-drains-go-to-declared-hosts': [
    [{isTelemetry: true}, 'remove the telemetry drain'],
    [{isTelemetry: false}, 'remove the drain'],
  ],
  'postgres-backups-stay-in-the-eea': [
    [{hasBackupSchedule: true}, 'Unschedule the backups'],
    [{hasBackupSchedule: false}, 'Delete the backups'],
  ],
  'postgres-does-not-log-every-statement': [
    [{isClassic: true}, 'contains data as well'],
    [{isClassic: false}, 'Settings of Postgres Advanced'],
  ],
  'postgres-has-no-external-endpoint': [
    [{hasMutualTls: true, hasPrivateLink: false}, 'Remove the mutual TLS endpoint, or'],
    [{hasMutualTls: false, hasPrivateLink: true}, 'Remove PrivateLink, or'],
    [{hasMutualTls: true, hasPrivateLink: true}, 'and PrivateLink'],
    [{hasMutualTls: false, hasPrivateLink: false}, 'and PrivateLink'],
  ],
  'postgres-is-highly-available': [
    [{isEssential: true}, 'have no followers'],
    [{isEssential: false}, 'Create a follower'],
  ],
  'postgres-logs-connections': [
    [{isClassic: true}, 'Turn on connection logging.'],
    [{isClassic: false}, 'of Postgres Advanced'],
  ],
  'postgres-logs-no-statement-text': [
    [{isClassic: true}, 'no statements by duration.'],
    [{isClassic: false}, 'Settings of Postgres Advanced'],
  ],
  'postgres-runs-a-supported-version': [
    [{isClassic: false, isEssential: false, isFollower: false}, 'version in maintenance mode.'],
    [{isClassic: true, isEssential: true, isFollower: false}, 'need no preparation'],
    [{isClassic: true, isEssential: false, isFollower: true}, "database's leader"],
    [{isClassic: true, isEssential: false, isFollower: false}, 'prepare the upgrade'],
  ],
}

const compile = createCheckCompiler(readFields())
const subjectOf = ({subject: kind}: Check, fields: Fields): Subject => ({
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, () => ({value})])),
  id: 'x',
  kind,
  name: 'x',
})
const textFor = (check: Check, fields: Fields) => fillRemediation(compile(check), subjectOf(check, fields)).text

describe('the variants of remediations', () => {
  const checks = readChecks().filter(({remediation}) => remediation.variants)

  it('have cases each', () => {
    assert.deepEqual(Object.keys(cases).sort(), checks.map(({id}) => id).sort())
  })

  for (const check of checks) {
    const own = cases[check.id] ?? []
    const {variants = []} = check.remediation

    for (const [fields, words] of own)
      it(`${check.id}: ${JSON.stringify(fields)}`, () => {
        const text = textFor(check, fields)
        assert.ok(text.includes(words), text)
      })

    it(`${check.id}: every text is for somebody`, () => {
      const texts = new Set(own.map(([fields]) => textFor(check, fields)))
      assert.deepEqual(texts, new Set([check.remediation.text, ...variants.map(({text}) => text)]))
    })

    it(`${check.id}: every condition decides something`, () => {
      for (const [index, variant] of variants.entries())
        for (const field of Object.keys(variant.when)) {
          const when = Object.fromEntries(Object.entries(variant.when).filter(([name]) => name !== field))
          const changed = {
            ...check,
            remediation: {...check.remediation, variants: variants.with(index, {...variant, when})},
          }
          assert.ok(
            own.some(([fields]) => textFor(changed, fields) !== textFor(check, fields)),
            `${index} ${field}`,
          )
        }
    })
  }
})
