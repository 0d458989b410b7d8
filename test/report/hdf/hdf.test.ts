import assert from 'node:assert/strict'

import type {Status} from '../../../src/model/framework.js'
import type {Report} from '../../../src/model/report.js'

import inspecjs from 'inspecjs'

import {statuses} from '../../../src/model/framework.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {rendered} from '../rendering.js'
import {controlOf, frameworkOf, observationOf, reportOf} from '../terminal/support.js'
import {errorsOf} from '../validators.js'
import {answer, everyStatus, outcomeObservation} from './every-status.js'

async function controlsOf(report: Report) {
  const text = await rendered('hdf', report)
  assert.deepEqual(errorsOf.hdf?.(text), [])
  const {profiles = []} = inspecjs.convertFile(text)['1_0_ExecJson'] ?? {}
  return new Map(profiles.flatMap(({controls}) => controls.map(control => [control.id, control] as const)))
}

const controlNamed = async (report: Report, id: string) => (await controlsOf(report)).get(id) ?? assert.fail(id)

describe('hdf', () => {
  it('gives readers the status of each control, whatever was observed', async () => {
    const controls = await controlsOf(everyStatus())
    const read: Readonly<Record<Status, string>> = {
      attested: 'Passed',
      fail: 'Failed',
      inherited: 'Not Reviewed',
      manual: 'Not Reviewed',
      'not-applicable': 'Not Applicable',
      pass: 'Passed',
      unknown: 'Not Reviewed',
      waived: 'Not Applicable',
    }
    assert.deepEqual(
      Object.fromEntries(
        statuses.map(status => [status, inspecjs.hdfWrapControl(controls.get(status) ?? assert.fail()).status]),
      ),
      read,
    )
  })

  it('has a result passed only in a control that passes or fails, and an error nowhere', async () => {
    const controls = await controlsOf(everyStatus())
    assert.deepEqual(
      Object.fromEntries(statuses.map(status => [status, controls.get(status)?.results.map(result => result.status)])),
      {
        attested: ['passed', 'passed'],
        fail: ['passed', 'failed', 'skipped', 'skipped'],
        inherited: ['skipped'],
        manual: ['skipped'],
        'not-applicable': ['skipped', 'skipped'],
        pass: ['passed', 'skipped'],
        unknown: ['skipped', 'skipped', 'skipped'],
        waived: ['skipped', 'skipped'],
      },
    )
  })

  it('says of what was skipped why', async () => {
    const controls = await controlsOf(everyStatus())
    const skipped = (id: string) => controls.get(id)?.results.map(({skip_message: message}) => message)
    assert.deepEqual(skipped('unknown'), [
      "seen to hold, but the control can't be determined: app pass-app: The app belongs to a team",
      'unknown: app unknown-app: Unknown whether the app belongs to a team',
      "not-applicable: app not-applicable-app: The app belongs to a team; doesn't apply",
    ])
    assert.match(skipped('manual')?.[0] ?? '', /^seen to hold, but the control is manual: app pass-app: /)
    assert.match(skipped('waived')?.[1] ?? '', /^waived: app waived-app: .*; waived by cto@example\.com/)
  })

  it('skips a failure that decides nothing', async () => {
    const [manual] = everyStatus().frameworks[0]?.controls.filter(({status}) => status === 'manual') ?? []
    const report = reportOf([outcomeObservation('manual', 'fail')], {
      frameworks: [frameworkOf([manual ?? assert.fail()], {id: 'own-1.0'})],
    })
    const {results} = await controlNamed(report, 'manual')
    assert.deepEqual(
      results.map(({skip_message: message, status}) => [status, message?.slice(0, 10)]),
      [['skipped', 'fail: app ']],
    )
  })

  it('says of an inherited control whose documents are missing that nobody reviewed it', async () => {
    const reason = "outside Heroku's certified boundary"
    const control = controlOf({id: '1', kind: 'inherited', reason, status: 'unknown'})
    const {results} = await controlNamed(reportOf([], {frameworks: [frameworkOf([control])]}), '1')
    assert.deepEqual(
      results.map(({code_desc: text, skip_message: message, status}) => [status, text, message]),
      [['skipped', `Someone answers. ${reason}`, `unknown: Someone answers. ${reason}`]],
    )
  })

  it('counts a waived control neither as passed nor as failed', async () => {
    const controls = await controlsOf(everyStatus())
    assert.deepEqual(controls.get('waived')?.waiver_data, {
      expiration_date: '2026-12-31',
      justification: 'by cto@example.com on 2026-11-01 until 2026-12-31: it goes next month',
      message: '',
      run: false,
      skipped_due_to_waiver: true,
    })
    assert.equal(inspecjs.hdfWrapControl(controls.get('waived') ?? assert.fail()).waived, true)
    const partly = controls.get('fail')?.waiver_data
    assert.deepEqual([partly?.run, partly?.skipped_due_to_waiver], [true, false])
    assert.equal(partly?.message, 'Only a part is waived; the rest counts.')
    assert.ok(statuses.every(id => ['fail', 'waived'].includes(id) || controls.get(id)?.waiver_data === undefined))
  })

  it('names all waivers of a control, and the first day on which one of them ends', async () => {
    const later = {by: 'b@example.com', expires: '2027-03-01', reason: 'later'}
    const endless = {by: 'c@example.com', reason: 'endless'}
    const observations = [later, {...later, expires: '2027-02-01'}, later, endless].map((waiver, index) => ({
      ...observationOf({check: 'x', controls: [{control: '1', framework: 'own'}], subject: {name: `app-${index}`}}),
      verdict: 'fail' as const,
      waiver: waiver as never,
    }))
    const waived = (all: typeof observations) =>
      controlNamed(
        reportOf(all, {frameworks: [frameworkOf([controlOf({id: '1', status: 'waived'})], {id: 'own'})]}),
        '1',
      )
    const {waiver_data: data} = await waived(observations)
    assert.ok(data)
    assert.equal(data.expiration_date, '2027-02-01')
    assert.equal(
      data.justification,
      'by b@example.com until 2027-03-01: later; by b@example.com until 2027-02-01: later; by c@example.com: endless',
    )
    assert.equal((await waived(observations.slice(3))).waiver_data?.expiration_date, undefined)
  })

  it('has an answer as an attestation, with the days for which it counts', async () => {
    const control = await controlNamed(everyStatus(), 'attested')
    assert.deepEqual(control.attestation_data, {
      control_id: 'attested',
      explanation: 'by lead@example.com on 2026-10-31 until 2027-01-31: looked at in October',
      frequency: '92d',
      status: 'passed',
      updated: '2026-10-31',
      updated_by: 'lead@example.com',
    })
    assert.match(control.results.at(-1)?.code_desc ?? '', /^Attested: Title of attested\. .*answered yes by lead/)
  })

  it('has an attestation only where the answer decides, and says from when to when', async () => {
    const attestation = async (status: Status, said: object) => {
      const control = controlOf({answer: {...answer, ...said} as never, id: '1', status})
      return (await controlNamed(reportOf([], {frameworks: [frameworkOf([control])]}), '1')).attestation_data
    }
    assert.equal((await attestation('fail', {answer: 'no'}))?.status, 'failed')
    assert.equal(await attestation('fail', {}), undefined)
    assert.equal(await attestation('manual', {}), undefined)
    for (const said of [{on: undefined}, {expires: 'soon'}, {expires: answer.on}])
      assert.equal(await attestation('attested', said), undefined)
    assert.equal((await attestation('attested', {by: undefined}))?.updated_by, '')
  })

  it('tags each control with those of NIST SP 800-53 or as unmapped, and with the severity of its impact', async () => {
    const extra = [
      controlOf({id: 'mapped', nist: {'AC-2 (3)': 'subset', 'IA-5': 'overlap'}, severity: 'critical'}),
      controlOf({id: 'low', severity: 'low'}),
      controlOf({id: 'medium', severity: 'medium'}),
    ]
    const controls = await controlsOf(everyStatus(extra))
    assert.deepEqual(controls.get('mapped')?.tags['nist'], ['AC-2 (3)', 'IA-5', 'Rev_5'])
    assert.deepEqual(controls.get('fail')?.tags['nist'], ['UM-1', 'Rev_5'])
    for (const [id, impact] of [
      ['mapped', 0.9],
      ['fail', 0.7],
      ['medium', 0.5],
      ['low', 0.3],
      ['not-applicable', 0],
    ] as const) {
      const control = controls.get(id) ?? assert.fail()
      assert.equal(control.impact, impact)
      const tags = {...control.tags, severity: undefined}
      if (impact > 0) assert.equal(inspecjs.hdfWrapControl({...control, tags}).severity, control.tags['severity'], id)
    }
  })

  it('keeps hostile ids of checks inert', async () => {
    const control = controlOf({checks: Object.values(HOSTILE), id: '1'})
    const {tags} = await controlNamed(reportOf([], {frameworks: [frameworkOf([control])]}), '1')
    assert.doesNotMatch(JSON.stringify(tags['checks']), /\\u001b|\\r|\\n|\u202E/)
  })

  it('has a profile where there is no framework', async () => {
    for (const report of [reportOf([]), reportOf([observationOf({check: 'alone'})])]) {
      const {profiles = []} = inspecjs.convertFile(await rendered('hdf', report))['1_0_ExecJson'] ?? {}
      assert.deepEqual(
        profiles.map(({controls, name}) => [name, ...controls.map(({id}) => id)]),
        [['checks', ...(report.observations.length > 0 ? ['alone'] : [])]],
      )
    }
  })
})
